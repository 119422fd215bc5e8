"""One line of kubeconform becomes defects with fields."""

from typing import Any

import pytest

from airkust.model.resource import Resource, ResourceId
from airkust.schema.verdict import Defect, defects, field_of

DEEPER = "   - at '/p': "
PREFIX = "problem validating schema. Check JSON formatting: jsonschema validation failed with 'file:///x#'"


def resource(body: dict[str, Any]) -> Resource:
    return Resource(ResourceId("Deployment", "web"), "apps/v1", body)


@pytest.mark.parametrize(
    ("branches", "expected"),
    [
        (
            " - at '/spec/replicas': got string, want null or integer",
            [Defect("spec.replicas", "got string, want integer")],
        ),
        (
            " - at '/spec': validation failed   - at '/spec': missing property 'b'   - at '/a': not ok",
            [
                Defect("a", "not ok"),
                Defect("spec", "missing property 'b'"),
            ],
        ),
        (
            " - at '/spec': additional properties 'selektor', 'a/b' not allowed",
            [Defect("spec.selektor", "unknown field"), Defect('spec["a/b"]', "unknown field")],
        ),
        (
            f" - at '/p': 'oneOf' failed{DEEPER}got array, want string{DEEPER}got array, want integer",
            [
                Defect("p", "got array, want string or integer"),
            ],
        ),
        (
            " - at '/spec/when': 'hunter2' is not valid date-time: no",
            [Defect("spec.when", "value is not valid date-time: no")],
        ),
        (
            " - at '/spec/name': 'hunter2' does not match pattern '^[a-z]$'",
            [Defect("spec.name", "value does not match pattern '^[a-z]$'")],
        ),
        (
            " - at '/apiVersion': value must be 'apps/v1'",
            [Defect("apiVersion", "value must be 'apps/v1'")],
        ),
        ("", [Defect("", "does not match its schema")]),
    ],
)
def test_an_explanation_is_taken_apart(branches: str, expected: list[Defect]) -> None:
    assert defects(resource({"spec": {}}), PREFIX + branches) == expected


@pytest.mark.parametrize(
    ("pointer", "field"),
    [
        ("", ""),
        ("/spec/ports/1/port", "spec.ports[1].port"),
        ("/metadata/labels/a.b~1c", 'metadata.labels["a.b/c"]'),
        ("/data/0", 'data["0"]'),
    ],
)
def test_a_pointer_becomes_a_field(pointer: str, field: str) -> None:
    body = {"spec": {"ports": [{}, {"port": "x"}]}, "metadata": {"labels": {"a.b/c": 1}}, "data": {"0": 1}}
    assert field_of(body, pointer) == field
