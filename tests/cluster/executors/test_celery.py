"""Do the example DAGs run in Celery workers, and are their logs read from there?"""

from tests.cluster.airflow_api import AirflowApi
from tests.cluster.executors.examples import TASK_PODS, Examples, Runs
from tests.cluster.kubectl import Kubectl

SCENARIO = "executor-celery"
WORKERS = ("--selector", "app.kubernetes.io/component=worker")


class TestCelery(Examples):
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
