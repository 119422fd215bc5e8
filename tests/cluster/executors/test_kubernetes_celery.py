"""Does a task choose between Celery workers and a pod of its own?"""

from tests.cluster.airflow_api import AirflowApi
from tests.cluster.executors.examples import EXAMPLES, Examples, Runs
from tests.cluster.kubectl import Kubectl

SCENARIO = "executor-kubernetes-celery"
DAGS = (*EXAMPLES, "executor_choice")


class TestKubernetesCelery(Examples):
    def test_each_task_ran_on_the_executor_it_names(
        self, runs: Runs, airflow: AirflowApi, kubectl: Kubectl
    ) -> None:
        tasks = airflow.task_instances("executor_choice", runs["executor_choice"])
        named = {task["task_id"]: (task["executor"], task["state"]) for task in tasks}
        assert named == {"here": (None, "success"), "in_a_pod": ("KubernetesExecutor", "success")}
