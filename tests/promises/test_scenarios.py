"""Are combinations of components that no overlay has valid and clean, too?"""

import json

import pytest
from tests.conftest import Run
from tests.rendered import ROOT, SCENARIOS, folder

SECRETS = ("secrets", "database", "pgbouncer", "admin", "dags", "logs")
DECLARED = [part for name in SECRETS for part in ("--external", f"Secret/airflow-{name}")]


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_every_object_is_valid(scenario: str, airkust: Run, kubeconform: None) -> None:
    ended = airkust("validate", "--output", "json", folder(scenario), cwd=ROOT)
    assert json.loads(ended.stdout)["findings"] == []


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_no_rule_of_the_ha_profile_finds_anything(scenario: str, airkust: Run) -> None:
    ended = airkust("check", "--profile", "ha", *DECLARED, "--output", "json", folder(scenario), cwd=ROOT)
    assert json.loads(ended.stdout)["findings"] == []


def test_the_readme_names_every_scenario() -> None:
    readme = (ROOT / "tests/scenarios/README.md").read_text()
    assert [name for name in SCENARIOS if f"`{name}`" not in readme] == []
