"""Which Services send requests to the pods of a workload?"""

import pytest
from tests.model.manifests import rendering

from airkust.model.services import services_before, services_to

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


def test_a_service_leads_past_a_container_whose_neighbour_states_the_port() -> None:
    web = "{name: web, ports: [{name: http, containerPort: 8080}]}"
    judged = rendering(
        "{apiVersion: v1, kind: Pod, metadata: {name: p, namespace: one, labels: {app: a}}, "
        f"spec: {{containers: [{web}, {{name: other}}]}}}}",
        service("{selector: {app: a}, ports: [{port: 80, targetPort: http}]}"),
    )
    [workload] = judged.workloads
    assert [len(services_to(judged, workload, each)) for each in workload.containers] == [1, 0]


def test_a_service_may_lead_to_any_container_where_none_states_the_port() -> None:
    judged = rendering(
        "{apiVersion: v1, kind: Pod, metadata: {name: p, namespace: one, labels: {app: a}}, "
        "spec: {containers: [{name: web}, {name: other}]}}",
        service("{selector: {app: a}, ports: [{port: 80}]}"),
    )
    [workload] = judged.workloads
    assert [len(services_to(judged, workload, each)) for each in workload.containers] == [1, 1]


def test_the_service_that_a_statefulset_calls_its_own_names_its_pods() -> None:
    judged = rendering(
        "{apiVersion: apps/v1, kind: StatefulSet, metadata: {name: a, namespace: one}, "
        "spec: {serviceName: s, template: {metadata: {labels: {app: a}}, spec: {containers: [{name: c}]}}}}",
        service("{selector: {app: a}}"),
    )
    [workload] = judged.workloads
    assert services_before(judged, workload) == ()
