"""Every kind's pod template is found in its place."""

import pytest
from tests.model.manifests import only_workload, rendering

TEMPLATE = "{metadata: {labels: {app: x}}, spec: {serviceAccountName: me, containers: [{name: c, image: i}]}}"
KINDS = {
    "Deployment": (f"spec: {{template: {TEMPLATE}}}", "spec.template.spec.containers[0]"),
    "StatefulSet": (f"spec: {{template: {TEMPLATE}}}", "spec.template.spec.containers[0]"),
    "DaemonSet": (f"spec: {{template: {TEMPLATE}}}", "spec.template.spec.containers[0]"),
    "ReplicaSet": (f"spec: {{template: {TEMPLATE}}}", "spec.template.spec.containers[0]"),
    "Job": (f"spec: {{template: {TEMPLATE}}}", "spec.template.spec.containers[0]"),
    "CronJob": (
        f"spec: {{jobTemplate: {{spec: {{template: {TEMPLATE}}}}}}}",
        "spec.jobTemplate.spec.template.spec.containers[0]",
    ),
    "PodTemplate": (f"template: {TEMPLATE}", "template.spec.containers[0]"),
    "Pod": ("spec: {serviceAccountName: me, containers: [{name: c, image: i}]}", "spec.containers[0]"),
}


@pytest.mark.parametrize(("kind", "body", "field"), [(kind, *rest) for kind, rest in KINDS.items()])
def test_the_pod_template_of_each_kind_is_found(kind: str, body: str, field: str) -> None:
    _, workload = only_workload(f"apiVersion: x/v1\nkind: {kind}\nmetadata: {{name: a}}\n{body}")
    [container] = workload.containers
    assert (container.field, container.image, workload.service_account) == (field, "i", "me")


def test_the_labels_of_a_pod_are_those_of_its_template() -> None:
    own = "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: a, labels: {app: y}}"
    _, workload = only_workload(f"{own}\nspec: {{template: {TEMPLATE}}}")
    assert workload.pod_labels == {"app": "x"}


def test_a_service_makes_no_pods() -> None:
    assert rendering("apiVersion: v1\nkind: Service\nmetadata: {name: a}").workloads == ()


def test_init_containers_come_first_and_sidecars_among_them_live_long() -> None:
    _, workload = only_workload(
        """
apiVersion: v1
kind: Pod
metadata: {name: a}
spec:
  initContainers:
    - {name: wait}
    - {name: proxy, restartPolicy: Always}
  containers:
    - {name: airflow}
"""
    )
    assert [(found.name, found.long_lived) for found in workload.all_containers] == [
        ("wait", False),
        ("proxy", True),
        ("airflow", True),
    ]


def test_a_field_of_a_container_is_a_path_in_the_object() -> None:
    _, workload = only_workload(
        "{apiVersion: v1, kind: Pod, metadata: {name: a}, spec: {containers: [{name: c}]}}"
    )
    assert workload.containers[0].field_of("env", 2, "value") == "spec.containers[0].env[2].value"
