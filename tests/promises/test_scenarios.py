"""Are combinations of components that no overlay has valid and clean, too?"""

import json

import pytest
from tests.conftest import Run
from tests.rendered import ROOT, SCENARIOS, folder

from airkust.schema.bundles import available_versions

SECRETS = ("secrets", "database", "pgbouncer", "admin", "dags", "logs", "broker")
DECLARED = [part for name in SECRETS for part in ("--external", f"Secret/airflow-{name}")]
# What runs on the lab as it is: a database and a broker in the namespace, published passwords.
FOR_DEVELOPMENT = {
    "executor-celery",
    "executor-kubernetes-celery",
    "executor-kubernetes-local",
    "executor-local",
}


@pytest.mark.parametrize("version", available_versions())
def test_every_object_of_every_scenario_is_valid(version: str, airkust: Run, kubeconform: None) -> None:
    flags = ("--schema-dir", "tests/schemas", "--kubernetes-version", version, "--output", "json")
    ended = airkust("validate", *flags, *(folder(scenario) for scenario in SCENARIOS), cwd=ROOT)
    report = json.loads(ended.stdout)
    assert (report["findings"], len(report["summary"]["inputs"])) == ([], len(SCENARIOS))


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_no_rule_of_its_profile_finds_anything(scenario: str, airkust: Run) -> None:
    profile = "dev" if scenario in FOR_DEVELOPMENT else "ha"
    declared = [] if scenario in FOR_DEVELOPMENT else DECLARED
    ended = airkust("check", "--profile", profile, *declared, "--output", "json", folder(scenario), cwd=ROOT)
    assert json.loads(ended.stdout)["findings"] == []


def test_the_readme_names_every_scenario() -> None:
    readme = (ROOT / "tests/scenarios/README.md").read_text()
    assert [name for name in SCENARIOS if f"`{name}`" not in readme] == []
