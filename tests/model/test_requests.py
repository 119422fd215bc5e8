"""What the scheduler reserves for a pod."""

from decimal import Decimal

import pytest
from tests.model.manifests import only_workload, pod

from airkust.model.requests import pod_request

ONE = "resources: {requests: {cpu: '1'}}"


def init(cpu: int, more: str = "") -> str:
    return f"{{name: i{cpu}, resources: {{requests: {{cpu: {cpu}}}}}{more}}}"


SIDECAR = ", restartPolicy: Always"


@pytest.mark.parametrize(
    ("container", "spec", "cores"),
    [
        (ONE, "", 1),
        ("resources: {limits: {cpu: 2}}", "", 2),
        ("resources: {limits: {cpu: 2}, requests: {cpu: 1}}", "", 1),
        ("command: [x]", "", 0),
        (ONE, f"initContainers: [{init(3)}, {init(2)}]", 3),
        (ONE, f"initContainers: [{init(1, SIDECAR)}]", 2),
        (ONE, f"initContainers: [{init(1, SIDECAR)}, {init(3)}]", 4),
        (ONE, f"initContainers: [{init(3)}, {init(1, SIDECAR)}]", 3),
        (ONE, "overhead: {cpu: 1}", 2),
        (ONE, "resources: {requests: {cpu: 5}}", 5),
        ("resources: {requests: {cpu: many}}", "", 0),
    ],
)
def test_a_pod_asks_for_what_runs_at_once(container: str, spec: str, cores: int) -> None:
    assert pod_request(only_workload(pod(container, spec))[1], "cpu") == Decimal(cores)
