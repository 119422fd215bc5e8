"""Do the poolers of ha-prod fit Airflow on one side and the database on the other?"""

from configparser import ConfigParser
from typing import Any

import pytest
from ruamel.yaml import YAML
from tests.rendered import ROOT, of_kind, pod_templates

CLIENTS_PER_ENGINE = 15  # pool_size 5 + max_overflow 10, Airflow's defaults
ENGINES = 2  # one for synchronous and one for asynchronous code
DIRECT = {
    "airflow-migrations-3.3.2",
    "airflow-permissions-3.3.2",
    "airflow-admin-3.3.2",
    "airflow-cleanup-database",
    "airflow-cleanup-pods",
}
FACTS: dict[str, Any] = YAML(typ="safe").load((ROOT / "overlays/ha-prod/ha.yaml").read_text())


def replicas_in_a_rollout(component: str) -> int:
    """The most pods of a Deployment: while it is rolled out, one more."""
    (deployment,) = (
        found
        for found in of_kind("ha-prod", "Deployment")
        if found["metadata"]["name"] == f"airflow-{component}"
    )
    spec: dict[str, Any] = deployment["spec"]
    return int(spec["replicas"]) + int(spec["strategy"]["rollingUpdate"]["maxSurge"])


@pytest.fixture(scope="module")
def settings() -> dict[str, str]:
    """The section [pgbouncer] of pgbouncer.ini, as rendered."""
    (text,) = (
        config["data"]["pgbouncer.ini"]
        for config in of_kind("ha-prod", "ConfigMap")
        if "pgbouncer.ini" in config["data"]
    )
    parser = ConfigParser(comment_prefixes=(";", "%"), interpolation=None)
    parser.read_string(text)
    return dict(parser["pgbouncer"])


def connection_secret(template: dict[str, Any]) -> set[str]:
    """The Secrets that a pod's containers take the database's URL from."""
    containers = [*template["spec"]["containers"], *template["spec"].get("initContainers", [])]
    return {
        env["valueFrom"]["secretKeyRef"]["name"]
        for container in containers
        for env in container.get("env", [])
        if env["name"] == "AIRFLOW__DATABASE__SQL_ALCHEMY_CONN"
    }


def test_one_pooler_alone_takes_every_client_of_a_rollout(settings: dict[str, str]) -> None:
    servers = sum(replicas_in_a_rollout(component) for component in ("api-server", "execution-api"))
    others = sum(replicas_in_a_rollout(c) for c in ("scheduler", "dag-processor", "triggerer"))
    clients = servers * CLIENTS_PER_ENGINE * ENGINES + others * CLIENTS_PER_ENGINE
    assert int(settings["max_client_conn"]) >= clients


def test_the_database_takes_what_all_poolers_of_a_rollout_open(settings: dict[str, str]) -> None:
    opened = replicas_in_a_rollout("pgbouncer") * int(settings["default_pool_size"])
    assert opened <= FACTS["database"]["maxConnections"] - FACTS["database"]["reservedConnections"]


def test_prepared_statements_survive_transaction_pooling(settings: dict[str, str]) -> None:
    assert int(settings["max_prepared_statements"]) > 0


def test_the_poolers_check_whom_they_talk_to(settings: dict[str, str]) -> None:
    assert settings["server_tls_sslmode"] == "verify-full"


@pytest.mark.parametrize("name", [n for n, t in pod_templates("ha-prod").items() if connection_secret(t)])
def test_the_core_goes_through_the_pooler_and_what_changes_tables_does_not(name: str) -> None:
    wanted = "airflow-database" if name in DIRECT else "airflow-pgbouncer"
    assert connection_secret(pod_templates("ha-prod")[name]) == {wanted}
