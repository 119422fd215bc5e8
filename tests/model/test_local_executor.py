"""Which schedulers run tasks, and whether another one is there when they end."""

import pytest
from tests.model.manifests import rendering

from airkust.model.local_executor import has_peer, local_schedulers, unknown_executors
from airkust.model.rendering import Rendering


def scheduler(executor: str, spec: str = "", kind: str = "Deployment") -> Rendering:
    rest = f"{spec}, " if spec else ""
    return rendering(
        f"{{apiVersion: apps/v1, kind: {kind}, metadata: {{name: s}}, spec: {{{rest}template: {{spec: "
        "{containers: [{name: a, image: 'apache/airflow:3', args: [scheduler], "
        f"env: [{{name: AIRFLOW__CORE__EXECUTOR, {executor}}}]}}]}}}}}}}}"
    )


@pytest.mark.parametrize(
    ("executor", "local", "unknown"),
    [
        ("value: LocalExecutor", 1, ()),
        ("value: SequentialExecutor", 1, ()),
        ("value: 'KubernetesExecutor,LocalExecutor'", 1, ()),
        ("value: CeleryExecutor", 0, ()),
        ("valueFrom: {secretKeyRef: {name: s, key: k}}", 0, ('the executor: key "k" of Secret/s',)),
        (
            "valueFrom: {configMapKeyRef: {name: c, key: k}}",
            0,
            ('the executor: key "k" of ConfigMap/c',),
        ),
    ],
)
def test_the_executor_tells(executor: str, local: int, unknown: tuple[str, ...]) -> None:
    airflow = scheduler(executor).airflow
    assert (len(local_schedulers(airflow)), unknown_executors(airflow)) == (local, unknown)


@pytest.mark.parametrize(
    ("kind", "spec", "peer"),
    [
        ("Deployment", "replicas: 2", True),
        ("StatefulSet", "replicas: 2", True),
        ("Deployment", "replicas: 1", True),  # the next revision comes up first
        ("Deployment", "strategy: {type: Recreate}", False),
        ("Deployment", "strategy: {rollingUpdate: {maxSurge: 0}}", False),
        ("StatefulSet", "replicas: 1", False),
        ("DaemonSet", "", False),
    ],
)
def test_another_scheduler_is_a_replica_or_the_next_revision(kind: str, spec: str, peer: bool) -> None:  # noqa: FBT001 -- the expectation
    found = scheduler("value: LocalExecutor", spec, kind)
    [local] = local_schedulers(found.airflow)
    assert has_peer(local, found.replicas(local.workload)) is peer
