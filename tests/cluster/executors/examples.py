"""What must the example DAGs do on every executor? A module's test class inherits it."""

from tests.cluster.airflow_api import AirflowApi
from tests.cluster.kubectl import Kubectl

EXAMPLES = ("deferrable_sensor", "mapped_tasks", "retried_task", "xcom")
TASK_PODS = ("--selector", "kubernetes_executor=True")

Runs = dict[str, str]
"""The id of a run of each DAG."""


class Examples:
    """The module says which DAGs: EXAMPLES and perhaps more (the fixture `runs`)."""

    def test_every_task_of_every_example_succeeds(
        self, runs: Runs, airflow: AirflowApi, kubectl: Kubectl
    ) -> None:
        states = {
            (dag_id, task["task_id"], task["map_index"]): task["state"]
            for dag_id, run_id in runs.items()
            for task in airflow.task_instances(dag_id, run_id)
        }
        assert {dag_id for dag_id, _, _ in states} >= set(EXAMPLES)
        assert set(states.values()) == {"success"}, states

    def test_the_failing_task_succeeded_at_its_second_try(
        self, runs: Runs, airflow: AirflowApi, kubectl: Kubectl
    ) -> None:
        (task,) = airflow.task_instances("retried_task", runs["retried_task"])
        assert task["try_number"] == 2

    def test_the_log_of_a_finished_task_is_read_through_the_api(
        self, runs: Runs, airflow: AirflowApi, kubectl: Kubectl
    ) -> None:
        assert "sum of squares: 14" in airflow.log("mapped_tasks", runs["mapped_tasks"], "total")


class ExecutorChoice(Examples):
    """The same where a task may choose: one of the DAG `executor_choice` does."""

    def test_each_task_ran_on_the_executor_it_names(
        self, runs: Runs, airflow: AirflowApi, kubectl: Kubectl
    ) -> None:
        tasks = airflow.task_instances("executor_choice", runs["executor_choice"])
        named = {task["task_id"]: (task["executor"], task["state"]) for task in tasks}
        assert named == {"here": (None, "success"), "in_a_pod": ("KubernetesExecutor", "success")}
