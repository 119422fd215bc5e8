"""A finding points at the line somebody has to change, or at none."""

import pytest

from airkust.model.resource import Resource, ResourceId, Source
from airkust.parse import Locator
from airkust.parse.documents import documents

FILE = b"""\
apiVersion: apps/v1
kind: Deployment
metadata:
  name: airflow-scheduler
spec:
  replicas: 1
  template:
    spec:
      containers:
        - name: sidecar
          image: busybox:1
        - name: airflow
          image: airflow
          args: [airflow, scheduler]
---
apiVersion: v1
kind: Service
metadata:
  name: other
"""

RENDERED = b"""\
apiVersion: apps/v1
kind: Deployment
metadata:
  name: airflow-scheduler
spec:
  replicas: 1
  strategy: {type: Recreate}
  template:
    spec:
      containers:
        - name: airflow
          image: apache/airflow:3.3.2
          args: [airflow, scheduler]
        - name: added-by-a-patch
          image: busybox:2
"""


def deployment(name: str = "airflow-scheduler", line: int | None = None) -> Resource:
    [document] = documents(RENDERED, "rendered")
    return Resource(ResourceId("Deployment", name), "apps/v1", document.value, Source("base.yaml", line))


@pytest.mark.parametrize(
    ("field", "line", "why"),
    [
        ("", 1, "the object"),
        ("spec.replicas", 6, "it stands there with this value"),
        ("spec.template.spec.containers[0].args", 14, "the container is found by its name"),
        ("spec.template.spec.containers[0].resources", 12, "missing: what it is missing from"),
        ("spec.template.spec.containers[0].image", 1, "another file gave it this value"),
        ("spec.strategy.type", 1, "another file added it"),
        ("spec.template.spec.containers[1].image", 1, "another file added the container"),
        ("not a path", 1, "the object, whatever the field"),
    ],
)
def test_a_field_is_found_where_it_was_written(field: str, line: int, why: str) -> None:
    assert Locator(lambda _: FILE).locate(deployment(), field) == Source("base.yaml", line), why


def test_a_renamed_object_is_found_as_the_only_one_of_its_kind() -> None:
    assert Locator(lambda _: FILE).locate(deployment(name="prod-airflow"), "spec.replicas") == Source(
        "base.yaml", 6
    )


def test_no_line_is_guessed_between_two_of_a_kind() -> None:
    two = FILE + b"---\n" + FILE.replace(b"airflow-scheduler", b"another")
    assert Locator(lambda _: two).locate(deployment(name="renamed"), "spec.replicas") == Source("base.yaml")


@pytest.mark.parametrize("data", [None, b"\0", b"[", b"kind: Kustomization\n"])
def test_a_file_that_tells_nothing_costs_the_line_only(data: bytes | None) -> None:
    assert Locator(lambda _: data).locate(deployment(), "spec.replicas") == Source("base.yaml")


def test_the_document_of_a_rendered_file_is_found_by_its_line() -> None:
    twice = FILE.replace(b"airflow-scheduler", b"x") + b"---\n" + FILE
    assert Locator(lambda _: twice).locate(deployment(line=21), "spec.replicas") == Source("base.yaml", 26)


CONFIG_MAP = b"""\
apiVersion: v1
kind: ConfigMap
metadata:
  name: airflow
data:
  block.yaml: |
    # a task
    kind: Pod

    spec: {}
  quoted.yaml: "kind: Pod\\nspec: {}"
"""


@pytest.mark.parametrize(("key", "line"), [("block", 10), ("quoted", 11)])
def test_a_field_inside_a_string_is_found_where_the_string_is_a_block(key: str, line: int) -> None:
    [document] = documents(CONFIG_MAP, "in")
    resource = Resource(ResourceId("ConfigMap", "airflow"), "v1", document.value, Source("in", 1))
    assert Locator(lambda _: CONFIG_MAP).locate(resource, f'data["{key}.yaml"].spec') == Source("in", line)
