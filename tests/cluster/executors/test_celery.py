"""Do the example DAGs run in Celery workers, and are their logs read from there?"""

import time

import pytest
from ruamel.yaml import YAML
from tests.cluster.airflow_api import AirflowApi
from tests.cluster.executors.examples import EXAMPLES, TASK_PODS, Examples, Runs
from tests.cluster.kubectl import ROOT, Kubectl

KEDA = "components/executor-celery-keda/scaled-object.yaml"
SCENARIO = "executor-celery"
DAGS = EXAMPLES
AWAY = 40  # seconds; without the settings of celery.env a task fails four seconds after the broker went
WORKERS = ("--selector", "app.kubernetes.io/component=worker")


PROBE = "/opt/airflow/probes/worker_answers.py"
AS_SOMEBODY_ELSE = f"""
import runpy, socket
socket.gethostname = lambda: "nobody"
runpy.run_path("{PROBE}", run_name="__main__")
"""


class TestCelery(Examples):
    def test_the_probe_fails_for_a_worker_that_does_not_answer(self, runs: Runs, kubectl: Kubectl) -> None:
        with pytest.raises(AssertionError, match="celery@nobody has not answered"):
            kubectl.run("exec", "airflow-worker-0", "--", "python", "-c", AS_SOMEBODY_ELSE)

    def test_the_probe_blames_no_worker_for_a_broker_that_is_away(self, runs: Runs, kubectl: Kubectl) -> None:
        nowhere = "AIRFLOW__CELERY__BROKER_URL=redis://127.0.0.1:1/0"
        said = kubectl.run("exec", "airflow-worker-0", "--", "env", nowhere, "python", PROBE)
        assert said.startswith("not asked, the broker cannot be reached")

    def test_every_task_ran_in_a_worker(self, runs: Runs, airflow: AirflowApi, kubectl: Kubectl) -> None:
        hosts = {
            task["hostname"].partition(".")[0]
            for dag_id, run_id in runs.items()
            for task in airflow.task_instances(dag_id, run_id)
        }
        assert hosts <= {pod["metadata"]["name"] for pod in kubectl.items("pods", *WORKERS)}

    def test_no_pod_was_made_for_a_task(self, runs: Runs, kubectl: Kubectl) -> None:
        assert kubectl.items("pods", *TASK_PODS) == []

    def test_a_worker_holds_no_key_that_signs_or_decrypts(self, runs: Runs, kubectl: Kubectl) -> None:
        names = kubectl.run("exec", "airflow-worker-0", "--", "env").splitlines()
        words = ("SQL_ALCHEMY_CONN", "FERNET", "JWT")
        assert [name for name in names if any(word in name.partition("=")[0] for word in words)] == []

    def test_the_database_answers_the_query_of_keda(self, runs: Runs, kubectl: Kubectl) -> None:
        scaled = YAML(typ="safe").load((ROOT / KEDA).read_text())
        query = scaled["spec"]["triggers"][0]["metadata"]["query"]
        psql = ("psql", "--username", "airflow", "--tuples-only", "--no-align", "--command")
        assert kubectl.run("exec", "airflow-database-0", "--", *psql, query).strip() == "0"

    def test_a_task_that_starts_while_the_broker_is_away_waits_for_it(
        self, runs: Runs, airflow: AirflowApi, kubectl: Kubectl
    ) -> None:
        kubectl.run("scale", "statefulset/airflow-broker", "--replicas=0")
        kubectl.run("wait", "pod/airflow-broker-0", "--for=delete", "--timeout=120s")
        run_id = airflow.trigger("xcom")
        time.sleep(AWAY)
        assert airflow.state("xcom", run_id) == "running"
        kubectl.run("scale", "statefulset/airflow-broker", "--replicas=1")
        assert airflow.wait_for_end("xcom", run_id) == "success"
        assert {task["try_number"] for task in airflow.task_instances("xcom", run_id)} == {1}
