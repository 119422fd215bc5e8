"""What code scanning reads: valid SARIF, a place in a file for each, and alerts that stay the same."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema  # type: ignore[import-untyped]
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.report.diff.comparisons import ALL, CONFIG, CREATED, EVERY_KIND, NOW, SAME, hostile, of

from airkust.diff.comparison import Comparison
from airkust.diff.impact import Impact, ImpactKind
from airkust.report.diff import sarif

SCHEMA = json.loads(
    (Path(__file__).parents[1] / "schemas" / "sarif-2.1.0-rtm.5.json").read_text(encoding="utf-8")
)
JUDGE = jsonschema.Draft4Validator(SCHEMA, format_checker=jsonschema.Draft4Validator.FORMAT_CHECKER)


def document(*comparisons: Comparison) -> Any:  # noqa: ANN401 -- a JSON document
    return json.loads(sarif.render(comparisons, now=NOW, version="0.1.0"))


def run_of(*comparisons: Comparison) -> Any:  # noqa: ANN401 -- a JSON document
    return document(*comparisons)["runs"][0]


@pytest.mark.parametrize("comparisons", [(), (SAME,), EVERY_KIND], ids=["nothing", "same", "every kind"])
def test_the_document_is_what_the_standard_says(comparisons: tuple[Comparison, ...]) -> None:
    JUDGE.validate(document(*comparisons))


@settings(deadline=None)
@given(st.text(min_size=1, max_size=20))
def test_whatever_a_manifest_holds_it_stays_valid(text: str) -> None:
    JUDGE.validate(document(hostile(text)))


def test_consequences_and_objects_are_results() -> None:
    assert [(each["ruleId"], each["level"]) for each in run_of(*EVERY_KIND)["results"]] == [
        ("single-replica", "error"),
        ("diff-impact-recreate", "error"),
        ("diff-impact-rollout", "warning"),
        ("diff-impact-stale", "warning"),
        ("diff-impact-risk", "warning"),
        ("diff-impact-autoscaler", "note"),
        ("diff-impact-orphan", "note"),
        ("diff-impact-conflict", "note"),
        ("diff-impact-drift", "note"),
        ("diff-changed", "note"),
        ("diff-recreated", "note"),
        ("diff-changed", "note"),
        ("diff-created", "note"),
        ("diff-orphaned", "note"),
        ("diff-failed", "error"),
    ]


def test_a_result_leads_to_its_rule() -> None:
    run = run_of(*EVERY_KIND)
    rules = run["tool"]["driver"]["rules"]
    assert all(rules[each["ruleIndex"]]["id"] == each["ruleId"] for each in run["results"])


def test_a_changed_object_names_its_fields_and_its_file() -> None:
    result = run_of(ALL)["results"][9]
    assert result["message"]["text"] == (
        "Deployment/airflow-scheduler in airflow: would change: spec.replicas, "
        "spec.template.spec.containers[name=airflow].image"
    )
    assert result["locations"][0]["physicalLocation"] == {
        "artifactLocation": {"uri": "overlays/ha-prod/scheduler.patch.yaml"},
        "region": {"startLine": 12},
    }


def test_a_consequence_stands_where_it_comes_from() -> None:
    impact = Impact(ImpactKind.ROLLOUT, replace(CONFIG, kind="Job"), "runs anew", because=(CONFIG,))
    [consequence, _] = run_of(of(CREATED, impacts=(impact,)))["results"]
    assert consequence["locations"][0]["physicalLocation"]["artifactLocation"] == {
        "uri": "base/config/kustomization.yaml"
    }


def test_what_nobody_can_open_is_found_in_the_input() -> None:
    result = run_of(ALL)["results"][1]
    assert result["locations"][0]["physicalLocation"] == {"artifactLocation": {"uri": "overlays/ha-prod"}}


def test_a_number_that_moves_leaves_the_alert_the_same() -> None:
    [first, second] = (
        run_of(of(impacts=(Impact(ImpactKind.ROLLOUT, CONFIG, f"{pods} pods are replaced"),)))["results"][0]
        for pods in (3, 4)
    )
    assert first["partialFingerprints"] == second["partialFingerprints"]


def test_what_could_not_be_compared_is_a_notification() -> None:
    [invocation] = run_of(ALL)["invocations"]
    assert (invocation["executionSuccessful"], len(invocation["toolExecutionNotifications"])) == (False, 2)
