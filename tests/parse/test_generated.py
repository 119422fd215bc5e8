"""A setting in a generated ConfigMap is found in the file somebody wrote it into."""

import base64

import pytest

from airkust.model.resource import Resource, ResourceId, Source
from airkust.parse import Locator

KUSTOMIZATION = b"""\
apiVersion: kustomize.config.k8s.io/v1beta1
kind: Kustomization
configMapGenerator:
  - name: other
    literals: [A=1]
  - name: airflow-config
    envs:
      - core.env
    literals:
      - L=one
      - Q="quoted"
    files:
      - pod_template.yaml
      - renamed.yaml=files/original.yaml
      - replaced.yaml=pod_template.yaml
secretGenerator:
  - name: airflow-secrets
    env: secrets.env
"""
TEMPLATE = "kind: Pod\nspec:\n  containers:\n    - name: base\n"
FILES = {
    "base/kustomization.yaml": KUSTOMIZATION,
    "base/core.env": b"# why\nA=from the env file\n\nB=2\n",
    "base/pod_template.yaml": TEMPLATE.encode(),
    "base/files/original.yaml": TEMPLATE.encode(),
    "base/secrets.env": b"jwt=x\n",
}
DATA = {
    "A": "from the env file",
    "B": "merged by an overlay",
    "L": "one",
    "Q": "quoted",
    "pod_template.yaml": TEMPLATE,
    "renamed.yaml": TEMPLATE,
    "replaced.yaml": TEMPLATE.replace("name: base", "image: replaced\n      name: base"),
}


def place(field: str, kind: str = "ConfigMap", name: str = "airflow-config-m2bt94g6kh") -> str:
    data = DATA if kind == "ConfigMap" else {"jwt": base64.b64encode(b"x").decode()}
    source = Source("base/kustomization.yaml")
    resource = Resource(ResourceId(kind, name), "v1", {"data": data}, source)
    return str(Locator(FILES.get).locate(resource, field))


@pytest.mark.parametrize(
    ("field", "expected"),
    [
        ("", "base/kustomization.yaml:6"),
        ("data.A", "base/core.env:2"),
        ("data.B", "base/kustomization.yaml:6"),
        ("data.L", "base/kustomization.yaml:10"),
        ("data.Q", "base/kustomization.yaml:11"),
        ('data["pod_template.yaml"]', "base/pod_template.yaml"),
        ('data["pod_template.yaml"].spec.containers[0].name', "base/pod_template.yaml:4"),
        ('data["pod_template.yaml"].spec.volumes', "base/pod_template.yaml:2"),
        ('data["renamed.yaml"].spec', "base/files/original.yaml:2"),
        ('data["replaced.yaml"].spec.containers[0].name', "base/pod_template.yaml:4"),
        ('data["replaced.yaml"].spec.containers[0].image', "base/kustomization.yaml:6"),
        ('data["replaced.yaml"]', "base/kustomization.yaml:6"),
        ("data.missing", "base/kustomization.yaml:6"),
        ("metadata.labels", "base/kustomization.yaml:6"),
    ],
)
def test_a_key_is_found_in_the_file_that_holds_its_value(field: str, expected: str) -> None:
    assert place(field) == expected


def test_a_key_of_a_generated_secret_is_found_too() -> None:
    assert place("data.jwt", kind="Secret", name="airflow-secrets-m2bt94g6kh") == "base/secrets.env:1"


def test_a_stable_name_is_its_entrys() -> None:
    assert place("", name="airflow-config") == "base/kustomization.yaml:6"


@pytest.mark.parametrize("name", ["prod-airflow-config", "airflow-config-extra", "airflow"])
def test_another_name_costs_the_line_only(name: str) -> None:
    assert place("", name=name) == "base/kustomization.yaml"
