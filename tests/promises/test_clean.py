"""Does our own tool find our own overlays clean, each under the profile it promises?"""

import json
from typing import Any

import pytest
from tests.conftest import Run
from tests.rendered import OVERLAYS, ROOT

from airkust.workspace.settings import load

OURS = [f"overlays/{name}" for name in OVERLAYS]
ABOUT_WHAT_HA_PROD_HAS_NOT = {
    "autoscaled-local-executor",  # another executor
    "broker-without-storage",
    "celery-tasks-cut-off",
    "early-acknowledged-tasks",
    "local-tasks-cut-off",
    "short-visibility-timeout",
    "single-broker",
    "impatient-git-sync",  # another way for DAGs to come
    "vanishing-dag-checkout",
    "claims-deleted-with-their-pods",  # volumes, and a database within the cluster
    "shared-single-node-claim",
    "single-database-server",
    "limit-range-refuses-pod",  # what a site may add
    "quota-below-rollout",
    "quota-below-task-peak",
    "self-blocking-webhook",
    "unresolved-ingress-backend",
    "expired-waiver",  # and waivers, of which it needs none
    "incomplete-waiver",
    "unused-waiver",
}
"""Rules about kinds of which ha-prod has no object."""


@pytest.fixture(scope="module")
def checked(airkust: Run) -> dict[str, Any]:
    """What `airkust check` reports without arguments, by the console script."""
    report: dict[str, Any] = json.loads(airkust("check", "--output", "json", cwd=ROOT).stdout)
    return report


@pytest.fixture(scope="module")
def validated(airkust: Run, kubeconform: None) -> dict[str, Any]:
    """What `airkust validate` reports without arguments, by the console script."""
    report: dict[str, Any] = json.loads(airkust("validate", "--output", "json", cwd=ROOT).stdout)
    return report


def of(entries: list[dict[str, Any]], overlay: str) -> list[dict[str, Any]]:
    return [entry for entry in entries if entry["input"] == overlay]


def test_airkust_toml_lists_every_overlay() -> None:
    assert sorted(str(listed.path.relative_to(ROOT)) for listed in load(ROOT).overlays) == OURS


@pytest.mark.parametrize("overlay", OURS)
def test_every_object_is_valid(validated: dict[str, Any], overlay: str) -> None:
    assert of(validated["findings"], overlay) == []


@pytest.mark.parametrize("overlay", OURS)
def test_every_object_was_looked_at(validated: dict[str, Any], checked: dict[str, Any], overlay: str) -> None:
    reports = (validated, checked)
    [[of_validate], [of_check]] = [of(report["summary"]["inputs"], overlay) for report in reports]
    assert of_validate["objects"] == of_check["objects"] > 0


@pytest.mark.parametrize("overlay", OURS)
def test_no_rule_finds_anything(checked: dict[str, Any], overlay: str) -> None:
    assert of(checked["findings"], overlay) == []


@pytest.mark.parametrize("overlay", OURS)
def test_no_rule_lacks_a_fact(checked: dict[str, Any], overlay: str) -> None:
    undecided = [rule for rule in of(checked["rules"], overlay) if rule["outcome"] == "unknown"]
    assert undecided == []


def test_every_rule_of_the_ha_profile_has_something_to_judge_in_ha_prod(checked: dict[str, Any]) -> None:
    of_ha_prod = of(checked["rules"], "overlays/ha-prod")
    skipped = {rule["rule"] for rule in of_ha_prod if rule["outcome"] == "skip"}
    assert skipped == ABOUT_WHAT_HA_PROD_HAS_NOT
