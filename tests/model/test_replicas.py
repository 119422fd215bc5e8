"""How many pods a workload keeps, its autoscaler considered."""

import pytest
from tests.model.manifests import rendering

DEPLOYMENT = "{apiVersion: a/v1, kind: Deployment, metadata: {name: a, namespace: ns}, spec: {replicas: 3}}"
SCALER = """
apiVersion: x/v1
kind: %s
metadata: {name: s, namespace: ns}
spec: {scaleTargetRef: {name: a}, %s}
"""


def bounds(*documents: str) -> tuple[int, int, str]:
    found = rendering(*documents)
    workload = found.workloads[0]
    replicas = found.replicas(workload)
    assert replicas is not None
    return replicas.minimum, replicas.maximum, f"{replicas.owner} {replicas.field}"


def test_a_workload_states_its_own_number() -> None:
    assert bounds(DEPLOYMENT) == (3, 3, "Deployment/a spec.replicas")


def test_one_replica_is_the_default() -> None:
    assert bounds(DEPLOYMENT.replace("replicas: 3", "x: y"))[0] == 1


def test_no_replica_is_a_number_too() -> None:
    assert bounds(DEPLOYMENT.replace("replicas: 3", "replicas: 0"))[0] == 0


@pytest.mark.parametrize(
    ("kind", "numbers", "expected"),
    [
        (
            "HorizontalPodAutoscaler",
            "minReplicas: 2, maxReplicas: 6",
            (2, 6, "HorizontalPodAutoscaler/s spec.minReplicas"),
        ),
        ("HorizontalPodAutoscaler", "maxReplicas: 6", (1, 6, "HorizontalPodAutoscaler/s spec.minReplicas")),
        ("ScaledObject", "minReplicaCount: 2", (2, 100, "ScaledObject/s spec.minReplicaCount")),
        ("ScaledObject", "maxReplicaCount: 9", (0, 9, "ScaledObject/s spec.minReplicaCount")),
    ],
)
def test_an_autoscaler_decides(kind: str, numbers: str, expected: tuple[int, int, str]) -> None:
    assert bounds(DEPLOYMENT, SCALER % (kind, numbers)) == expected


@pytest.mark.parametrize("change", [("name: a}", "name: b}"), ("namespace: ns", "namespace: other")])
def test_an_autoscaler_of_another_workload_does_not(change: tuple[str, str]) -> None:
    scaler = SCALER % ("HorizontalPodAutoscaler", "minReplicas: 2")
    assert bounds(DEPLOYMENT, scaler.replace(*change))[0] == 3


def test_a_job_keeps_no_number() -> None:
    found = rendering("{apiVersion: batch/v1, kind: Job, metadata: {name: a}}")
    assert found.replicas(found.workloads[0]) is None
