"""Which Services send requests to the pods of a workload?"""

import pytest
from tests.model.manifests import rendering

from airkust.model.services import services_before

POD = "{apiVersion: v1, kind: Pod, metadata: {name: p, namespace: one, labels: {app: a, tier: b}}}"


def service(spec: str, namespace: str = "one") -> str:
    return f"{{apiVersion: v1, kind: Service, metadata: {{name: s, namespace: {namespace}}}, spec: {spec}}}"


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (service("{selector: {app: a}}"), 1),
        (service("{selector: {app: a, tier: b}}"), 1),
        (service("{selector: {app: x}}"), 0),
        (service("{}"), 0),
        (service("{selector: {app: a}}", namespace="other"), 0),
        (service("{selector: {app: a}, clusterIP: None}"), 0),
    ],
)
def test_a_service_stands_before_the_pods_it_selects_unless_it_is_headless(found: str, expected: int) -> None:
    judged = rendering(POD, found)
    [workload] = judged.workloads
    assert len(services_before(judged, workload)) == expected
