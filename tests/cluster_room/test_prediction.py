"""Of two states of an object: what they share, and the patch from one to the other."""

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from airkust.cluster.prediction import replacing, shared
from airkust.diff.live import live

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=12,
)
OBJECTS = st.dictionaries(st.text(), JSON, max_size=4)


def as_json(value: object) -> str:
    return json.dumps(value, sort_keys=True)


@given(OBJECTS, OBJECTS)
def test_sharing_changes_no_value(one: dict[str, Any], other: dict[str, Any]) -> None:
    assert as_json(shared(one, live(other))) == as_json(one)


@given(OBJECTS)
def test_what_is_the_same_is_one_thing(body: dict[str, Any]) -> None:
    before = live(body)
    assert shared(json.loads(json.dumps(body)), before) is before.body


def patched(body: dict[str, Any], operations: list[Any]) -> dict[str, Any]:
    """RFC 6902, of the operations we use."""
    made: dict[str, Any] = json.loads(json.dumps(body))
    for operation in operations:
        parts = [part.replace("~1", "/").replace("~0", "~") for part in operation["path"].split("/")[1:]]
        parent = made
        for part in parts[:-1]:
            parent = parent[part]
        if operation["op"] == "remove":
            del parent[parts[-1]]
        else:
            parent[parts[-1]] = operation["value"]
    return made


METADATA = st.fixed_dictionaries(
    {"name": st.just("n")},
    optional={"labels": OBJECTS, "annotations": OBJECTS, "finalizers": st.lists(st.text(), max_size=2)},
)


@given(OBJECTS, OBJECTS, METADATA, METADATA)
def test_the_patch_makes_one_state_the_other(
    one: dict[str, Any], other: dict[str, Any], before: dict[str, Any], after: dict[str, Any]
) -> None:
    first, second = ({**body, "apiVersion": "v1", "kind": "K", "status": {}} for body in (one, other))
    first["metadata"], second["metadata"] = before, after
    assert patched(first, list(replacing(first, second))) == second


def test_status_and_what_the_server_keeps_are_not_patched() -> None:
    before = {"status": {"a": 1}, "metadata": {"resourceVersion": "1", "managedFields": [1]}}
    after = {"status": {"a": 2}, "metadata": {"resourceVersion": "2", "managedFields": []}}
    assert list(replacing(before, after)) == []
