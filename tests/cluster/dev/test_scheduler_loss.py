"""Does a run survive the scheduler that started it?"""

import pytest
from tests.cluster.airflow_api import AirflowApi
from tests.cluster.kubectl import Kubectl, wait_until

SCHEDULER = "app.kubernetes.io/name=airflow,app.kubernetes.io/component=scheduler"


@pytest.fixture(scope="module")
def survivor(airflow: AirflowApi, applied: Kubectl) -> str:
    """A run of mapped tasks whose scheduler was killed hard while its pods ran; its id."""
    run_id = airflow.trigger("mapped_tasks")
    wait_until(
        lambda: applied.items("pods", "--selector", "kubernetes_executor=True"), "a task pod", pause=0.3
    )
    (victim,) = applied.items("pods", "--selector", SCHEDULER)
    applied.run("delete", "pod", victim["metadata"]["name"], "--grace-period=0", "--force")
    airflow.wait_for_end("mapped_tasks", run_id)
    return run_id


def test_the_run_succeeds_though_its_scheduler_was_killed(
    survivor: str, airflow: AirflowApi, kubectl: Kubectl
) -> None:
    assert airflow.state("mapped_tasks", survivor) == "success"


def test_no_task_is_run_twice_by_the_next_scheduler(
    survivor: str, airflow: AirflowApi, kubectl: Kubectl
) -> None:
    tries = {
        (t["task_id"], t["map_index"]): t["try_number"]
        for t in airflow.task_instances("mapped_tasks", survivor)
    }
    assert set(tries.values()) == {1}, tries
