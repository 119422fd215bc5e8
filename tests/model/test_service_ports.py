"""Which pods answer behind a Service, and what a NetworkPolicy knows of them."""

import pytest
from tests.model.manifests import config_map, rendering

from airkust.model.endpoints import endpoint
from airkust.model.service_ports import behind, named_ports, ports, target_number
from airkust.model.workload import Workload

POD = """\
apiVersion: v1
kind: Pod
metadata: {name: p, namespace: airflow, labels: {app: api}}
spec:
  initContainers:
    - {name: sidecar, restartPolicy: Always, ports: [{name: metrics, containerPort: 9102}]}
    - {name: wait, ports: [{name: early, containerPort: 1}]}
  containers:
    - name: c
      ports: [{name: http, containerPort: 8080}, {containerPort: 8081}, {name: bad, containerPort: x}]
"""
NAMESPACE = "{apiVersion: v1, kind: Namespace, metadata: {name: airflow, labels: {team: data}}}"


def service(selector: str = "{app: api}", entries: str = "[]", namespace: str = "airflow") -> str:
    return (
        f"{{apiVersion: v1, kind: Service, metadata: {{name: s, namespace: {namespace}}}, "
        f"spec: {{selector: {selector}, ports: {entries}}}}}"
    )


@pytest.mark.parametrize(
    ("entry", "target", "number"),
    [
        ("{port: 80}", 80, 80),
        ("{port: 80, targetPort: 8080}", 8080, 8080),
        ("{port: 80, targetPort: http}", "http", 8080),
        ("{port: 80, targetPort: other}", "other", None),
        ("{port: 80, targetPort: metrics}", "metrics", 9102),
        ("{port: 80, targetPort: early}", "early", None),
        ("{port: [], targetPort: {}}", None, None),
    ],
)
def test_a_port_leads_to_a_number_or_a_name_of_the_pods(
    entry: str, target: object, number: int | None
) -> None:
    found = rendering(POD, service(entries=f"[{entry}]"))
    [port] = ports(next(found.of_kind("Service")))
    [workload] = found.workloads
    assert (port.target, target_number(port, workload)) == (target, number)


@pytest.mark.parametrize(
    ("selector", "namespace", "count"),
    [
        ("{app: api}", "airflow", 1),
        ("{app: x}", "airflow", 0),
        ("{}", "airflow", 0),
        ("{app: api}", "web", 0),
    ],
)
def test_a_service_selects_pods_of_its_namespace_by_their_labels(
    selector: str, namespace: str, count: int
) -> None:
    found = rendering(POD, service(selector, namespace=namespace))
    assert len(behind(found, next(found.of_kind("Service")))) == count


def test_pods_have_the_names_of_the_ports_that_live_as_long_as_they() -> None:
    [workload] = rendering(POD).workloads
    assert named_ports(workload) == {"http": 8080, "metrics": 9102}


def test_an_endpoint_has_the_labels_of_its_namespace_where_that_is_rendered() -> None:
    alone, with_namespace = rendering(POD), rendering(POD, NAMESPACE)
    assert endpoint(alone, alone.workloads[0]).pod.namespace_labels is None
    assert endpoint(with_namespace, with_namespace.workloads[0]).pod.namespace_labels == {"team": "data"}


def test_task_pods_run_where_the_executor_says_with_the_labels_it_adds() -> None:
    found = rendering(config_map("template"), NAMESPACE)
    template = Workload(next(iter(found)), {"metadata": {"labels": {"app": "task"}}}, "", embedded=True)
    pod = endpoint(found, template, "airflow").pod
    assert (pod.namespace, pod.labels["app"], pod.labels["kubernetes_executor"]) == (
        "airflow",
        "task",
        "True",
    )
