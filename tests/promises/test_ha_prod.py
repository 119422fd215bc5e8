"""What do we promise of overlays/ha-prod?"""

import re
from typing import Any

import pytest
from ruamel.yaml import YAML
from tests.rendered import ROOT, of_kind, pod_templates, task_pod

HERE = ROOT / "overlays/ha-prod"
FACTS: dict[str, Any] = YAML(typ="safe").load((HERE / "ha.yaml").read_text())
DEPLOYMENTS = {found["metadata"]["name"]: found["spec"] for found in of_kind("ha-prod", "Deployment")}


def settings() -> dict[str, str]:
    """The settings of the core."""
    [data] = (
        config["data"]
        for config in of_kind("ha-prod", "ConfigMap")
        if config["metadata"]["name"].startswith("airflow-config-")
    )
    return dict(data)


def secret_keys() -> dict[str, set[str]]:
    """Every key of a Secret that a pod of ha-prod names, by Secret."""
    text = str(list(pod_templates("ha-prod").values()))
    pairs = re.findall(r"'secretKeyRef': {'key': '([^']+)', 'name': '([^']+)'}", text)
    named: dict[str, set[str]] = {
        "airflow-pgbouncer": {"userlist.txt"}
    }  # mounted, not an environment variable
    for key, name in pairs:
        named.setdefault(name, set()).add(key)
    return named


@pytest.mark.parametrize("name", DEPLOYMENTS)
def test_it_stands_twice(name: str) -> None:
    assert DEPLOYMENTS[name]["replicas"] >= 2


def hard_spread(name: str) -> list[dict[str, Any]]:
    spread = DEPLOYMENTS[name]["template"]["spec"]["topologySpreadConstraints"]
    return [term for term in spread if term["whenUnsatisfiable"] == "DoNotSchedule"]


@pytest.mark.parametrize("name", DEPLOYMENTS)
def test_its_replicas_are_never_on_one_node(name: str) -> None:
    assert [(term["topologyKey"], term["minDomains"]) for term in hard_spread(name)] == [
        ("kubernetes.io/hostname", 2)
    ]


@pytest.mark.parametrize("name", DEPLOYMENTS)
def test_no_replica_waits_for_a_node_that_takes_no_pods(name: str) -> None:
    assert [term["nodeTaintsPolicy"] for term in hard_spread(name)] == ["Honor"]


@pytest.mark.parametrize("name", DEPLOYMENTS)
def test_exactly_one_budget_is_its_own(name: str) -> None:
    selector = DEPLOYMENTS[name]["selector"]
    budgets = [pdb["spec"]["selector"] for pdb in of_kind("ha-prod", "PodDisruptionBudget")]
    assert budgets.count(selector) == 1


@pytest.mark.parametrize("name", sorted(DEPLOYMENTS.keys() - {"airflow-pgbouncer"}))
def test_a_failover_of_the_database_restarts_nothing_by_a_probe(name: str) -> None:
    [container] = DEPLOYMENTS[name]["template"]["spec"]["containers"]
    probe = container["livenessProbe"]
    asks_the_database = "exec" in probe or probe["httpGet"]["path"] == "/health"
    patience = probe["periodSeconds"] * probe["failureThreshold"]
    assert not asks_the_database or patience > FACTS["database"]["failoverSeconds"]


def test_a_task_waits_longer_than_a_new_node_takes() -> None:
    patience = int(settings().get("AIRFLOW__SCHEDULER__TASK_QUEUED_TIMEOUT", 600))  # Airflow's default
    assert patience >= 2 * FACTS["cluster"]["nodeProvisionSeconds"]  # a node, and the image on it


def test_a_task_asks_for_longer_than_the_database_is_away_even_when_every_pause_is_the_shortest() -> None:
    [own] = [
        c["data"] for c in of_kind("ha-prod", "ConfigMap") if c["metadata"]["name"] == "airflow-task-config"
    ]
    shortest = float(
        own.get("AIRFLOW__WORKERS__EXECUTION_API_RETRY_WAIT_MIN", 1.0)
    )  # seconds; Airflow's default
    patience = int(own["AIRFLOW__WORKERS__EXECUTION_API_RETRIES"]) * shortest
    assert patience > FACTS["database"]["failoverSeconds"]


def test_all_triggers_find_room_when_one_triggerer_is_lost() -> None:
    capacity = int(settings().get("AIRFLOW__TRIGGERER__CAPACITY", 1000))  # Airflow's default
    left = DEPLOYMENTS["airflow-triggerer"]["replicas"] - 1
    assert left * capacity >= FACTS["tasks"]["deferredPeak"]


def test_the_core_has_a_higher_priority_than_tasks() -> None:
    value = {found["metadata"]["name"]: found["value"] for found in of_kind("ha-prod", "PriorityClass")}
    lowest = min(value[spec["template"]["spec"]["priorityClassName"]] for spec in DEPLOYMENTS.values())
    assert lowest > value[task_pod("ha-prod")["spec"]["priorityClassName"]]


def test_tasks_push_nobody_out() -> None:
    own = task_pod("ha-prod")["spec"]["priorityClassName"]
    policies = {c["metadata"]["name"]: c.get("preemptionPolicy") for c in of_kind("ha-prod", "PriorityClass")}
    assert policies[own] == "Never"


def test_no_two_cleanups_run_at_once() -> None:
    assert {cron["spec"]["concurrencyPolicy"] for cron in of_kind("ha-prod", "CronJob")} == {"Forbid"}


def test_every_cleanup_has_a_deadline() -> None:
    specs = [cron["spec"] for cron in of_kind("ha-prod", "CronJob")]
    assert all(
        spec["startingDeadlineSeconds"] and spec["jobTemplate"]["spec"]["activeDeadlineSeconds"]
        for spec in specs
    )


def test_every_secret_has_an_example_with_every_key() -> None:
    examples = {
        path.name.removesuffix(".env.example"): {line.split("=")[0] for line in path.read_text().splitlines()}
        for path in HERE.glob("*.env.example")
    }
    assert examples == secret_keys()


def test_the_readme_names_every_secret_and_key() -> None:
    readme = (HERE / "README.md").read_text()
    wanted = {word for name, keys in secret_keys().items() for word in (name, *keys)}
    assert [word for word in sorted(wanted) if f"`{word}`" not in readme] == []
