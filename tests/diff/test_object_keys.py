"""The merge keys of an object come from its kind, or from what managedFields show."""

from typing import Any

import pytest

from airkust.diff.change import Item
from airkust.diff.merge_keys import SET
from airkust.diff.object_keys import keys_of

CUSTOM = {"apiVersion": "example.com/v1", "kind": "Thing"}
FIELDS: dict[str, Any] = {
    "f:spec": {
        "f:users": {
            ".": {},
            'k:{"name":"a","realm":"x"}': {".": {}, "f:name": {}, "f:roles": {'v:"admin"': {}}},
        },
        "f:rules": {},
    },
}


def entry(fields: object) -> dict[str, Any]:
    return {"manager": "kubectl", "operation": "Apply", "fieldsV1": fields}


@pytest.mark.parametrize(
    ("path", "names"),
    [
        (("spec", "users"), ("name", "realm")),
        (("spec", "users", Item((("name", "a"), ("realm", "x"))), "roles"), SET),
        (("spec", "rules"), None),
        (("spec", "unknown", "list"), None),
        (("metadata", "finalizers"), SET),
    ],
)
def test_a_custom_resource_shows_its_keys_in_its_managed_fields(path: Any, names: Any) -> None:  # noqa: ANN401
    assert keys_of(CUSTOM, [entry(FIELDS)]).of(path) == names


def test_what_one_manager_does_not_own_another_shows() -> None:
    managed = [entry({"f:spec": {}}), entry({"f:spec": {"f:x": {'k:{"id":1}': {}}}})]
    assert keys_of(CUSTOM, managed).of(("spec", "x")) == ("id",)


def test_keys_that_contradict_each_other_are_none() -> None:
    managed = [entry({"f:x": {'k:{"id":1}': {}}}), entry({"f:x": {'k:{"name":"a"}': {}}})]
    assert keys_of(CUSTOM, managed).of(("x",)) is None


def test_the_pods_of_a_cron_job_are_pods_three_levels_down() -> None:
    keys = keys_of({"apiVersion": "batch/v1", "kind": "CronJob"})
    pod = ("spec", "jobTemplate", "spec", "template", "spec")
    assert keys.of((*pod, "containers", Item((("name", "a"),)), "ports")) == ("containerPort", "protocol")


def test_an_own_kind_named_like_a_built_in_one_is_another() -> None:
    keys = keys_of({"apiVersion": "example.com/v1", "kind": "Deployment"})
    assert keys.of(("spec", "template", "spec", "containers")) is None


@pytest.mark.parametrize(
    "fields",
    [None, [], "x", {"f:x": 1}, {"k:{": {}}, {"k:[]": {}}, {"f:x": {"k:null": None, "v:": []}}, {"": 3}],
)
def test_nothing_in_managed_fields_is_too_odd(fields: object) -> None:
    assert keys_of(CUSTOM, [entry(fields), None, fields]).of(("spec",)) is None
