"""The table of keyed lists says what the OpenAPI of Kubernetes says, for every kind in it."""

import json
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from airkust.diff.built_in_lists import BUILT_IN
from airkust.diff.merge_keys import SET, MergeKeys

Keyed = Mapping[str, tuple[str, ...]]
STABLE = ("v1", "v2")


@cache
def _definitions() -> Mapping[str, Any]:
    spec = find_spec("kubernetes_validate")
    assert spec is not None
    assert spec.origin is not None
    schemas = Path(spec.origin).parent / "kubernetes-json-schema" / "v1.37.0-local" / "_definitions.json"
    read: dict[str, Any] = json.loads(schemas.read_bytes())["$defs"]
    return read


@cache
def _kinds() -> Mapping[tuple[str, str], str]:
    """The definition of each kind, by group and kind."""
    return {
        (found["group"], found["kind"]): name
        for name, definition in _definitions().items()
        for found in definition.get("x-kubernetes-group-version-kind", [])
        if found["version"] in STABLE and "properties" in definition
    }


def _published(schema: Mapping[str, Any], path: str = "") -> Iterator[tuple[str, tuple[str, ...]]]:
    """Path and key fields of each list below a schema that is a map or a set."""
    if reference := schema.get("$ref", ""):
        schema = {**_definitions()[reference.rpartition("/")[2]], **schema}
    if "items" in schema:
        kind = schema.get("x-kubernetes-list-type")
        if kind == "map":
            yield path, tuple(schema["x-kubernetes-list-map-keys"])
        elif kind == "set":
            yield path, SET
        elif kind is None and schema.get("x-kubernetes-patch-strategy") == "merge":
            yield path, (schema.get("x-kubernetes-patch-merge-key", *SET),)
        yield from _published(schema["items"], path)
    for name, inner in schema.get("properties", {}).items():
        if name != "status":
            yield from _published(inner, f"{path}.{name}")


def _ours(keys: MergeKeys, path: str = "") -> Iterator[tuple[str, tuple[str, ...]]]:
    if keys.names is not None:
        yield path, keys.names
    for name, inner in keys.inside.items():
        if name != "status":
            yield from _ours(inner, f"{path}.{name}")


@pytest.mark.parametrize("kind", BUILT_IN, ids=lambda kind: kind[1])
def test_the_table_is_the_published_schema(kind: tuple[str, str]) -> None:
    assert dict(_ours(BUILT_IN[kind])) == dict(_published(_definitions()[_kinds()[kind]]))


@pytest.mark.parametrize("port", ["ContainerPort", "ServicePort"])
def test_the_protocol_of_a_port_has_the_default_the_schema_describes(port: str) -> None:
    protocol = _definitions()[f"io.k8s.api.core.v1.{port}"]["properties"]["protocol"]
    assert protocol["description"].replace('"', "").endswith(("Defaults to TCP.", "Default is TCP."))
