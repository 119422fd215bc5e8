"""Are combinations of components that no overlay has valid and clean, too?

Kinds of other projects are judged by the schemas in tests/schemas.
"""

import json

import pytest
from tests.conftest import Run
from tests.rendered import OVERLAYS, ROOT, SCENARIOS, folder

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
def test_every_object_is_valid_in_every_kubernetes_we_promise(
    version: str, airkust: Run, kubeconform: None
) -> None:
    options = ("--kubernetes-version", version, "--schema-dir", "tests/schemas", "--output", "json")
    ended = airkust("validate", *options, *map(folder, [*OVERLAYS, *SCENARIOS]), cwd=ROOT)
    assert json.loads(ended.stdout)["findings"] == []


def test_the_promised_versions_are_1_31_to_1_37() -> None:
    assert available_versions() == tuple(f"1.{minor}" for minor in range(31, 38))


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_no_rule_of_its_profile_finds_anything(scenario: str, airkust: Run) -> None:
    profile = "dev" if scenario in FOR_DEVELOPMENT else "ha"
    declared = [] if scenario in FOR_DEVELOPMENT else DECLARED
    ended = airkust("check", "--profile", profile, *declared, "--output", "json", folder(scenario), cwd=ROOT)
    assert json.loads(ended.stdout)["findings"] == []


def test_the_readme_names_every_scenario() -> None:
    readme = (ROOT / "tests/scenarios/README.md").read_text()
    assert [name for name in SCENARIOS if f"`{name}`" not in readme] == []
