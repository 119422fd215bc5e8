"""Which workloads are brokers, and what they keep."""

import pytest
from tests.model.manifests import pod, rendering

from airkust.model.brokers import brokers, keeps_data, runs_celery
from airkust.model.rendering import Rendering


def broker(image: str, kind: str = "StatefulSet", more: str = "", spec: str = "") -> Rendering:
    return rendering(
        f"{{apiVersion: apps/v1, kind: {kind}, metadata: {{name: b}}, spec: {{{more}template: {{spec: "
        f"{{{spec}containers: [{{name: a, image: '{image}'}}]}}}}}}}}"
    )


@pytest.mark.parametrize(
    ("image", "kind", "count"),
    [
        ("redis:7", "StatefulSet", 1),
        ("docker.io/bitnami/rabbitmq:4", "Deployment", 1),
        ("registry.example:5000/valkey@sha256:0", "StatefulSet", 1),
        ("redis:7", "Job", 0),
        ("oliver006/redis_exporter", "Deployment", 0),
        ("bitnami/redis-sentinel", "StatefulSet", 0),
    ],
)
def test_the_image_tells_a_broker(image: str, kind: str, count: int) -> None:
    assert len(brokers(broker(image, kind).workloads)) == count


@pytest.mark.parametrize(
    ("more", "spec", "kept"),
    [
        ("", "", False),
        ("", "volumes: [{name: v, emptyDir: {}}], ", False),
        ("", "volumes: [{name: v, persistentVolumeClaim: {claimName: c}}], ", True),
        ("volumeClaimTemplates: [{metadata: {name: v}}], ", "", True),
    ],
)
def test_a_claim_outlives_the_pod(more: str, spec: str, kept: bool) -> None:  # noqa: FBT001 -- the expectation
    [workload] = broker("redis:7", more=more, spec=spec).workloads
    assert keeps_data(workload) is kept


@pytest.mark.parametrize(
    ("container", "expected"),
    [
        ("args: [celery, worker]", True),
        ("args: [scheduler], env: [{name: AIRFLOW__CORE__EXECUTOR, value: CeleryKubernetesExecutor}]", True),
        ("args: [scheduler]", False),
    ],
)
def test_a_worker_or_the_executor_tells_celery(container: str, expected: bool) -> None:  # noqa: FBT001 -- the expectation
    assert runs_celery(rendering(pod(container)).airflow) is expected
