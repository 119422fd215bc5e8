"""Do the example DAGs run as pods, to success, on a cluster that only got `kubectl apply -k`?"""

import json
from dataclasses import dataclass

import pytest
from tests.cluster.airflow_api import AirflowApi
from tests.cluster.kubectl import Kubectl, wait_until

EXAMPLES = ["deferrable_sensor", "mapped_tasks", "retried_task", "xcom"]


@dataclass(frozen=True)
class Run:
    dag_id: str
    run_id: str


@pytest.fixture(scope="module")
def runs(airflow: AirflowApi) -> dict[str, Run]:
    """A run of each example, all at once, ended."""
    started = {dag_id: Run(dag_id, airflow.trigger(dag_id)) for dag_id in EXAMPLES}
    for run in started.values():
        airflow.wait_for_end(run.dag_id, run.run_id)
    return started


@pytest.mark.parametrize("dag_id", EXAMPLES)
def test_every_task_of_the_run_succeeds(
    dag_id: str, runs: dict[str, Run], airflow: AirflowApi, kubectl: Kubectl
) -> None:
    states = {t["task_id"]: t["state"] for t in airflow.task_instances(dag_id, runs[dag_id].run_id)}
    assert states
    assert set(states.values()) == {"success"}, states


def test_the_failing_task_succeeded_at_its_second_try(runs: dict[str, Run], airflow: AirflowApi) -> None:
    (task,) = airflow.task_instances("retried_task", runs["retried_task"].run_id)
    assert task["try_number"] == 2


def test_the_log_of_a_finished_task_is_read_through_the_api(
    runs: dict[str, Run], airflow: AirflowApi, kubectl: Kubectl
) -> None:
    log = airflow.log("mapped_tasks", runs["mapped_tasks"].run_id, "total")
    assert "sum of squares: 14" in log


def test_the_log_of_a_failed_try_outlives_its_pod(runs: dict[str, Run], airflow: AirflowApi) -> None:
    log = airflow.log("retried_task", runs["retried_task"].run_id, "second_time_lucky", try_number=1)
    assert "try number 1" in log


def test_no_pod_of_a_finished_task_is_left(runs: dict[str, Run], applied: Kubectl) -> None:
    wait_until(
        lambda: not applied.items("pods", "--selector", "kubernetes_executor=True"),
        "the task pods to be deleted",
    )


def test_a_task_pod_carries_no_credentials(airflow: AirflowApi, applied: Kubectl) -> None:
    run_id = airflow.trigger("xcom")
    pods = wait_until(
        lambda: applied.items("pods", "--selector", "kubernetes_executor=True"), "a task pod", pause=0.3
    )
    airflow.wait_for_end("xcom", run_id)
    spec = json.dumps(pods[0]["spec"])
    found = [
        word
        for word in ("SQL_ALCHEMY", "FERNET", "SECRET", "secretKeyRef", "serviceaccount/token")
        if word in spec
    ]
    assert not found
