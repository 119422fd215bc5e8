"""Do the example DAGs run in the scheduler itself?"""

from tests.cluster.airflow_api import AirflowApi
from tests.cluster.executors.examples import EXAMPLES, TASK_PODS, Examples, Runs
from tests.cluster.kubectl import Kubectl

SCENARIO = "executor-local"
DAGS = EXAMPLES


class TestLocal(Examples):
    def test_every_task_ran_in_the_scheduler(self, runs: Runs, airflow: AirflowApi, kubectl: Kubectl) -> None:
        (scheduler,) = kubectl.items("pods", "--selector", "app.kubernetes.io/component=scheduler")
        hosts = {
            task["hostname"]
            for dag_id, run_id in runs.items()
            for task in airflow.task_instances(dag_id, run_id)
        }
        assert hosts == {scheduler["status"]["podIP"]}

    def test_no_pod_was_made_for_a_task(self, runs: Runs, kubectl: Kubectl) -> None:
        assert kubectl.items("pods", *TASK_PODS) == []
