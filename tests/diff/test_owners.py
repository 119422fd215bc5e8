"""Who owns a field, as managedFields tell."""

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.diff.recorded import live

from airkust.diff.change import Item, Path, Step
from airkust.diff.owners import Owner, Owners

AIRFLOW = ("spec", "template", "spec", "containers", Item((("name", "airflow"),)))


def entry(manager: str, fields: object, **more: object) -> dict[str, object]:
    return {"manager": manager, "operation": "Update", "fieldsV1": fields, **more}


def managers(entries: list[Any], *path: Step) -> list[str]:
    return [owner.manager for owner in Owners(entries).of(path)]


def test_a_field_belongs_to_whom_its_entry_names() -> None:
    assert managers(
        [entry("a", {"f:spec": {"f:x": {}}}), entry("b", {"f:spec": {"f:y": {}}})], "spec", "x"
    ) == ["a"]


def test_a_field_can_have_several_owners() -> None:
    assert managers([entry("a", {"f:x": {}}), entry("b", {"f:x": {}})], "x") == ["a", "b"]


def test_a_mapping_belongs_to_everybody_who_owns_something_in_it() -> None:
    assert managers([entry("a", {"f:x": {"f:y": {}}})], "x") == ["a"]


def test_a_field_owned_as_a_whole_answers_for_what_is_in_it() -> None:
    assert managers([entry("a", {"f:spec": {"f:selector": {}}})], "spec", "selector", "app") == ["a"]


def test_who_owns_the_mapping_alone_owns_no_other_key_of_it() -> None:
    assert managers([entry("a", {"f:labels": {".": {}, "f:x": {}}})], "labels", "y") == []


def test_an_item_is_found_by_its_keys_in_any_order() -> None:
    entries = [entry("a", {"f:ports": {'k:{"port":80,"protocol":"TCP"}': {".": {}}}})]
    assert managers(entries, "ports", Item((("protocol", "TCP"), ("port", 80)))) == ["a"]


def test_an_item_is_found_though_the_schema_names_more_keys() -> None:
    entries = [entry("a", {"f:ports": {'k:{"port":80,"protocol":"TCP"}': {".": {}}}})]
    assert managers(entries, "ports", Item((("port", 80),))) == ["a"]


@pytest.mark.parametrize("key", [True, "80", 81])
def test_another_value_is_another_item(key: object) -> None:
    entries = [entry("a", {"f:ports": {'k:{"port":80}': {".": {}}, 'k:{"port":1}': {".": {}}}})]
    assert managers(entries, "ports", Item((("port", key),))) == []  # type: ignore[arg-type]


def test_an_item_of_a_set_is_found_by_its_value() -> None:
    assert managers([entry("a", {"f:finalizers": {'v:"x"': {}}})], "finalizers", Item((("", "x"),))) == ["a"]


def test_an_item_of_an_atomic_list_belongs_to_the_owner_of_the_list() -> None:
    assert managers([entry("a", {"f:spec": {"f:tolerations": {}}})], "spec", "tolerations", 3, "key") == ["a"]


def test_time_and_subresource_are_told() -> None:
    entries = [entry("a", {"f:x": {}}, time="2026-11-26T19:51:06Z", subresource="scale")]
    at = datetime(2026, 11, 26, 19, 51, 6, tzinfo=UTC)
    assert Owners(entries).of(("x",)) == (Owner("a", "Update", "scale", at),)


@pytest.mark.parametrize(
    ("path", "manager"),
    [
        ((*AIRFLOW, "image"), "kubectl-edit"),
        ((*AIRFLOW, "env", Item((("name", "B"),)), "value"), "kubectl-set"),
        (("spec", "replicas"), "kube-controller-manager"),
        (
            ("spec", "template", "metadata", "annotations", "kubectl.kubernetes.io/restartedAt"),
            "kubectl-rollout",
        ),
        ((*AIRFLOW, "ports", Item((("containerPort", 8080), ("protocol", "TCP")))), "kubectl"),
    ],
)
def test_a_real_object_tells_who_wrote_last(path: Path, manager: str) -> None:
    assert [o.manager for o in Owners(live("server-side-then-changed").managed_fields).of(path)] == [manager]


def test_the_fields_of_an_owner_are_written_as_changes_write_them() -> None:
    fields = [*Owners(live("server-side").managed_fields).fields(Owner("kubectl", "Apply"))]
    assert (*AIRFLOW, "env", Item((("name", "A"),)), "value") in fields


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from([".", "f:x", "k:{", 'k:{"a":1}', "k:[1]", "v:", "i:z", "i:0"]), inner
        )
    ),
    max_leaves=20,
)


@given(JSON, st.lists(st.sampled_from(["x", 0, Item((("a", 1),)), Item((("", "q"),))]), max_size=4))
def test_garbage_is_nobodys(garbage: object, path: list[Any]) -> None:
    entries = [garbage, entry("a", garbage), {"fieldsV1": garbage, "time": garbage, "manager": garbage}]
    owners = Owners(entries)
    assert all(owner in owners.all for owner in owners.of(tuple(path)))
    assert all(isinstance(each, tuple) for owner in owners.all for each in owners.fields(owner))
