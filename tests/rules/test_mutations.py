"""Every rule passes on our own overlays, and fires when one of them is damaged in its way."""

import json
import re
from dataclasses import asdict, fields, replace
from functools import cache

import pytest
from tests.rendered import ROOT
from tests.rules.cases import FOLDER, MUTATION
from tests.rules.mutations import GOLDEN, Document, Mutation, MutationError, read

from airkust.model.facts import FILE_NAME, Facts
from airkust.model.finding import Finding
from airkust.model.result import CheckResult
from airkust.parse import parse, read_facts
from airkust.rules import RULES
from airkust.rules.engine import run
from airkust.workspace.settings import load

MUTATIONS = [read(path) for path in sorted(FOLDER.glob(f"*/{MUTATION}"))]
EVERY_MUTATION = pytest.mark.parametrize("mutation", MUTATIONS, ids=str)


def judge(data: bytes, overlay: str, instead: Document | None = None) -> CheckResult:
    """Run every rule, whatever its profile, with what airkust.toml declares for the overlay.

    Args:
        data: The manifests.
        overlay: Whose declarations and facts hold.
        instead: Facts put over these.
    """
    path = (ROOT / "overlays" / overlay).resolve()
    (external,) = (listed.external for listed in load(ROOT).overlays if listed.path.resolve() == path)
    stated = path / FILE_NAME
    facts = read_facts(stated.read_bytes(), str(stated)) if stated.exists() else Facts()
    if instead:
        facts = _over(facts, read_facts(json.dumps(instead).encode(), "mutation"))
    return run(replace(parse(data, name=overlay), external=external, facts=facts), RULES)


def _over(facts: Facts, instead: Facts) -> Facts:
    """Facts, with those that are stated in the others put over them."""
    sections = {
        section.name: replace(
            getattr(facts, section.name),
            **{
                key: value
                for key, value in asdict(getattr(instead, section.name)).items()
                if value is not None
            },
        )
        for section in fields(facts)
    }
    return replace(facts, **sections)


@cache
def undamaged(overlay: str) -> CheckResult:
    return judge((GOLDEN / f"{overlay}.yaml").read_bytes(), overlay)


def what(finding: Finding) -> tuple[str, str, str]:
    """A finding without its line, which the damage moves."""
    return finding.rule, str(finding.subject), finding.message


@EVERY_MUTATION
def test_the_undamaged_overlay_does_not_break_the_rule(mutation: Mutation) -> None:
    found = [finding for finding in undamaged(mutation.overlay).findings if finding.rule == mutation.rule]
    assert found == []


@EVERY_MUTATION
def test_the_damage_makes_exactly_the_expected_rules_fire(mutation: Mutation) -> None:
    before = set(map(what, undamaged(mutation.overlay).findings))
    after = judge(mutation.rendering(), mutation.overlay, mutation.facts).findings
    new = {finding.rule for finding in after if what(finding) not in before}
    assert new == {mutation.rule, *mutation.also}


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"in": "Deployment/airflow-webserver"}, "no object is called Deployment/airflow-webserver"),
        (
            {"in": "Deployment/airflow-scheduler", "at": "spec.template.spec.containers.main.image"},
            "spec.template.spec.containers.main.image leads nowhere in Deployment/airflow-scheduler",
        ),
        (
            {"in": "PodDisruptionBudget/airflow-scheduler", "at": "spec.maxUnavailable", "to": 1},
            "spec.maxUnavailable of PodDisruptionBudget/airflow-scheduler is 1 already",
        ),
    ],
)
def test_a_change_that_does_not_fit_the_overlay_is_an_error(change: Document, complaint: str) -> None:
    with pytest.raises(MutationError, match=re.escape(complaint)):
        Mutation("any", "ha-prod", (change,)).rendering()
