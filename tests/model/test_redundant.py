"""The parts of Airflow that run in several replicas."""

from tests.model.manifests import rendering

from airkust.model.redundant import redundant


def deployment(name: str, replicas: int, *commands: str) -> str:
    containers = ", ".join(f"{{name: {each}, image: airflow, args: [airflow, {each}]}}" for each in commands)
    template = f"{{spec: {{containers: [{containers}]}}}}"
    return (
        f"{{apiVersion: apps/v1, kind: Deployment, metadata: {{name: {name}}}, "
        f"spec: {{replicas: {replicas}, template: {template}}}}}"
    )


def test_what_runs_once_or_is_no_airflow_is_left_out() -> None:
    found = redundant(
        rendering(deployment("a", 2, "scheduler"), deployment("b", 1, "triggerer"), deployment("c", 3, "x"))
    )
    assert [(str(each.workload), each.number) for each in found] == [("Deployment/a", 2)]


def test_a_workload_with_two_components_is_named_after_both() -> None:
    [found] = redundant(rendering(deployment("a", 3, "triggerer", "scheduler")))
    assert (found.names, found.all_replicas) == ("scheduler and triggerer", "all 3 replicas")


def test_two_replicas_are_both() -> None:
    [found] = redundant(rendering(deployment("a", 2, "webserver")))
    assert found.all_replicas == "both replicas"
