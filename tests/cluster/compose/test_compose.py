"""Does docker/compose.yaml come up as docker/README.md says, and run the example DAGs?"""

import subprocess
import sys
import time
from collections.abc import Iterator

import pytest
from tests.cluster.airflow_api import AirflowApi, answers
from tests.cluster.compose.engine import Compose, compose, up
from tests.cluster.kubectl import ROOT, wait_until
from tests.postgresql import free_port

EXAMPLES = ["deferrable_sensor", "mapped_tasks", "retried_task", "xcom"]
CHECKED = ["api-server", "dag-processor", "postgres", "scheduler", "triggerer"]


@pytest.fixture(scope="module")
def port() -> int:
    return free_port()


@pytest.fixture(scope="module")
def running(port: int) -> Iterator[Compose]:
    subprocess.run(["docker/secrets.sh"], check=True, cwd=ROOT)
    found = compose(port)
    started = time.monotonic()
    with up(found):
        wait_until(lambda: answers(f"http://127.0.0.1:{port}"), "the api-server to answer")
        sys.stderr.write(f"\ndocker/compose.yaml by {found.argv[0]}: {time.monotonic() - started:.0f} s\n")
        yield found


@pytest.fixture(scope="module")
def airflow(running: Compose, port: int) -> AirflowApi:
    return AirflowApi(f"http://127.0.0.1:{port}")


@pytest.mark.parametrize("service", CHECKED)
def test_every_service_becomes_healthy(service: str, running: Compose) -> None:
    wait_until(lambda: running.healthy(service), f"{service} to be healthy")


@pytest.mark.parametrize("dag_id", EXAMPLES)
def test_an_example_runs_to_success(dag_id: str, airflow: AirflowApi) -> None:
    assert airflow.wait_for_end(dag_id, airflow.trigger(dag_id)) == "success"


def test_the_log_of_a_task_is_shown(airflow: AirflowApi) -> None:
    run_id = airflow.trigger("xcom")
    airflow.wait_for_end("xcom", run_id)
    assert "hello from another" in airflow.log("xcom", run_id, "receive")


def test_starting_it_again_changes_nothing(running: Compose, airflow: AirflowApi) -> None:
    running.run("up", "--detach")
    wait_until(lambda: answers(airflow.url), "the api-server to answer")
    assert airflow.has_dag("xcom")
