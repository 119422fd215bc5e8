"""Two executors in one DAG: what names none runs where all do, one task asks for a pod of its own."""

import os

from airflow.sdk import dag, task


def in_a_pod_of_its_own() -> bool:
    return os.environ.get("AIRFLOW_IS_K8S_EXECUTOR_POD") == "True"  # set by the KubernetesExecutor


@dag(schedule=None, is_paused_upon_creation=False, tags=["airkust", "example"])
def executor_choice():
    @task
    def here() -> None:
        if in_a_pod_of_its_own():
            raise ValueError("the first executor of the list should have run this")

    @task(executor="KubernetesExecutor")
    def in_a_pod() -> None:
        if not in_a_pod_of_its_own():
            raise ValueError("the KubernetesExecutor should have run this")

    here() >> in_a_pod()


executor_choice()
