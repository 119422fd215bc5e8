"""Does a DAG from git run to success through poolers and split, and keep its logs in the object store?"""

import json

import pytest
from tests.cluster.airflow_api import AirflowApi
from tests.cluster.ha.conftest import DAGS
from tests.cluster.ha.facts import TASKS, commit
from tests.cluster.kubectl import Kubectl, wait_until

SECRETS = ("airflow-secrets", "airflow-database", "airflow-pgbouncer", "airflow-dags", "airflow-logs")
LONGEST = 1200  # seconds until a run counts as hung


@pytest.fixture(scope="module")
def runs(airflow: AirflowApi) -> dict[str, str]:
    """The id of an ended run of each DAG."""
    started = {dag: airflow.trigger(dag) for dag in DAGS}
    for dag, run in started.items():
        airflow.wait_for_end(dag, run, deadline=LONGEST)
    return started


@pytest.mark.parametrize("dag", DAGS)
def test_every_task_succeeds_at_its_first_try(
    dag: str, runs: dict[str, str], airflow: AirflowApi, kubectl: Kubectl
) -> None:
    ends = {
        (t["task_id"], t["map_index"]): (t["state"], t["try_number"])
        for t in airflow.task_instances(dag, runs[dag])
    }
    assert set(ends.values()) == {("success", 1)}, ends


def test_the_run_is_of_the_commit_in_the_repository(
    runs: dict[str, str], airflow: AirflowApi, applied: Kubectl
) -> None:
    assert airflow.get(f"/dags/mapped_tasks/dagRuns/{runs['mapped_tasks']}")["bundle_version"] == commit(
        applied
    )


def test_the_log_of_a_task_is_read_after_its_pod_is_gone(
    runs: dict[str, str], airflow: AirflowApi, applied: Kubectl
) -> None:
    wait_until(
        lambda: not applied.items("pods", "--selector", TASKS),
        "the task pods to be deleted",
    )
    assert "sum of squares: 14" in airflow.log("mapped_tasks", runs["mapped_tasks"], "total")


def test_a_task_pod_names_no_secret(airflow: AirflowApi, applied: Kubectl) -> None:
    run = airflow.trigger("mapped_tasks")
    pods = wait_until(lambda: applied.items("pods", "--selector", TASKS), "a task pod", pause=0.3)
    airflow.wait_for_end("mapped_tasks", run, deadline=LONGEST)
    spec = json.dumps(pods[0]["spec"])
    assert [name for name in SECRETS if name in spec] == []


@pytest.mark.parametrize("name", ["airflow-cleanup-pods", "airflow-cleanup-database"])
def test_a_cleanup_succeeds(name: str, airflow: AirflowApi, applied: Kubectl) -> None:
    applied.run("create", "job", f"--from=cronjob/{name}", f"{name}-now")
    applied.run("wait", "--for=condition=Complete", f"job/{name}-now", "--timeout=300s", timeout=330)
