"""Does the patch make one state of an object the other?"""

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from tests.json_values import OBJECTS

from airkust.cluster.json_patch import patch


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
    assert patched(first, list(patch(first, second))) == second


def test_status_and_what_the_server_keeps_are_not_patched() -> None:
    before = {"status": {"a": 1}, "metadata": {"resourceVersion": "1", "managedFields": [1]}}
    after = {"status": {"a": 2}, "metadata": {"resourceVersion": "2", "managedFields": []}}
    assert list(patch(before, after)) == []
