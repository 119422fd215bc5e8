"""Applying the reported changes to the first state gives the second one."""

import copy
import json
from functools import cache
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.diff.apply import apply
from tests.ill_typed import paths

from airkust.diff.json_value import same
from airkust.diff.merge_keys import SET, MergeKeys
from airkust.diff.object_keys import keys_of
from airkust.diff.walk import changes, inner_changes
from airkust.parse import parse

HA_PROD = Path(__file__).parents[1] / "renderings" / "golden" / "ha-prod.yaml"

# Few words, so that two trees drawn one by one share much.
WORDS = st.sampled_from(["a", "b", "name", "port"])
SCALARS = st.sampled_from([None, True, False, 0, 1, 1.0, 2.5, "", "a", "b", "{}", '{"a": 1}', "[1, true]"])
TREES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=5) | st.dictionaries(WORDS, inner, max_size=4),
    max_leaves=25,
)
OBJECTS = st.dictionaries(WORDS, TREES, max_size=4)

ITEMS = st.lists(
    st.fixed_dictionaries(
        {"name": st.sampled_from(["a", "b", "c", "d", 1, 2])},
        optional={"port": st.sampled_from([1, 2, "TCP"]), "a": TREES},
    ),
    max_size=6,
)
NAMED_LISTS = st.fixed_dictionaries(
    {}, optional={"a": ITEMS, "b": st.lists(SCALARS, max_size=6), "port": ITEMS}
)


def _keys(depth: int) -> MergeKeys:
    """`a` is keyed by name, `b` a set, `port` keyed by two fields of which one has a default."""
    inside = _keys(depth - 1).inside if depth else {}
    return MergeKeys(
        None,
        {
            "a": MergeKeys(("name",), inside),
            "b": MergeKeys(SET, inside),
            "port": MergeKeys(("name", "port"), inside, {"port": "TCP"}),
        },
    )


KEYS = _keys(4)


@given(OBJECTS, OBJECTS)
@settings(max_examples=400)
def test_any_two_trees(before: dict[str, Any], after: dict[str, Any]) -> None:
    assert same(apply(before, changes(before, after, KEYS), KEYS), after)


@given(NAMED_LISTS, NAMED_LISTS)
@settings(max_examples=600)
def test_lists_with_keys_lost_added_doubled_and_moved(before: dict[str, Any], after: dict[str, Any]) -> None:
    assert same(apply(before, changes(before, after, KEYS), KEYS), after)


@given(st.lists(SCALARS, max_size=9), st.lists(SCALARS, max_size=9))
@settings(max_examples=400)
def test_atomic_lists(before: list[Any], after: list[Any]) -> None:
    keys = MergeKeys()
    assert same(apply({"x": before}, changes({"x": before}, {"x": after}, keys), keys), {"x": after})


@given(st.one_of(st.tuples(OBJECTS, OBJECTS), st.tuples(st.lists(TREES), st.lists(TREES))))
def test_documents_inside_texts(documents: tuple[Any, Any]) -> None:
    before, after = documents
    inner = inner_changes((), json.dumps(before), json.dumps(after))
    assert same(apply(before, inner, MergeKeys()), after)


@given(OBJECTS)
def test_nothing_differs_from_itself(tree: dict[str, Any]) -> None:
    assert changes(tree, copy.deepcopy(tree), KEYS) == ()


@given(OBJECTS, OBJECTS)
def test_every_difference_is_told(before: dict[str, Any], after: dict[str, Any]) -> None:
    assert bool(changes(before, after, KEYS)) is not same(before, after)


@given(st.data())
@settings(max_examples=150, deadline=None)
def test_the_objects_of_an_overlay_after_edits(data: st.DataObject) -> None:
    before = data.draw(st.sampled_from(_objects()))
    after = _edited(before, data)
    keys = keys_of(before)
    assert same(apply(before, changes(before, after, keys), keys), after)


@cache
def _objects() -> tuple[dict[str, Any], ...]:
    return tuple(dict(found.body) for found in parse(HA_PROD.read_bytes(), name="ha-prod").resources)


def _edited(body: dict[str, Any], data: st.DataObject) -> dict[str, Any]:
    """The body after up to five edits: something taken away, replaced, doubled, or a list shuffled."""
    after = copy.deepcopy(body)
    for _ in range(data.draw(st.integers(1, 5))):
        found = list(paths(after))
        if not found:
            break
        *parents, last = data.draw(st.sampled_from(found))
        parent: Any = after
        for part in parents:
            parent = parent[part]
        edit = data.draw(st.sampled_from(["remove", "replace", "double", "shuffle"]))
        if edit == "remove":
            del parent[last]
        elif edit == "replace":
            parent[last] = data.draw(TREES)
        elif edit == "double" and isinstance(last, int):
            parent.insert(data.draw(st.integers(0, len(parent))), copy.deepcopy(parent[last]))
        elif edit == "shuffle" and isinstance(parent[last], list):
            parent[last] = data.draw(st.permutations(parent[last]))
    return after
