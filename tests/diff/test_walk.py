"""What is said of the differences between two states."""

from typing import Any

import pytest

from airkust.diff.change import ChangeKind
from airkust.diff.walk import compare_bodies

POD = {"apiVersion": "v1", "kind": "Pod"}
SERVICE = {"apiVersion": "v1", "kind": "Service"}
CUSTOM = {"apiVersion": "example.com/v1", "kind": "Thing"}
ROLE = {"apiVersion": "rbac.authorization.k8s.io/v1", "kind": "Role"}

Said = list[tuple[str, str, Any, Any]]


def said(before: dict[str, Any], after: dict[str, Any], managed_fields: Any = ()) -> Said:  # noqa: ANN401
    """Kind, field, before and after of each change."""
    found = compare_bodies(before, after, managed_fields)
    return [(each.kind.value, each.field, each.before, each.after) for each in found]


def pod(**spec: object) -> dict[str, Any]:
    return {**POD, "spec": spec}


def env(*variables: str, **more: str) -> dict[str, Any]:
    """A pod with one container and these variables: NAME=value."""
    listed = [dict(zip(("name", "value"), variable.split("=", 1), strict=True)) for variable in variables]
    return pod(containers=[{"name": "a", "env": listed, **more}])


def custom(items: list[Any]) -> dict[str, Any]:
    return {**CUSTOM, "spec": {"items": items}}


def test_a_scalar() -> None:
    assert said(pod(restartPolicy="Always"), pod(restartPolicy="Never")) == [
        ("changed", "spec.restartPolicy", "Always", "Never")
    ]


def test_a_whole_subtree_is_one_change() -> None:
    context = {"runAsUser": 5, "supplementalGroups": [1, 2]}
    assert said(pod(), pod(securityContext=context)) == [("added", "spec.securityContext", None, context)]


def test_a_field_of_another_type_is_one_change() -> None:
    assert said({"a": {"b": 1}}, {"a": [1]}) == [("changed", "a", {"b": 1}, [1])]


def test_null_is_no_absence() -> None:
    assert said({"a": None}, {}) == [("removed", "a", None, None)]


def test_a_switch_turned_from_1_to_true_is_a_change() -> None:
    assert said({"a": 1}, {"a": True}) == [("changed", "a", 1, True)]


def test_fields_come_in_the_order_of_the_first_then_the_added_ones() -> None:
    found = said({"c": 1, "b": 1, "a": 1}, {"new": 1, "a": 2, "b": 2, "c": 2})
    assert [field for _, field, _, _ in found] == ["c", "b", "a", "new"]


def test_a_variable_put_at_the_head_is_one_change() -> None:
    assert said(env("B=1", "C=2"), env("A=0", "B=1", "C=2")) == [
        ("added", "spec.containers[name=a].env[name=A]", None, {"name": "A", "value": "0"})
    ]


def test_an_added_item_tells_its_place() -> None:
    [change] = compare_bodies(env("B=1"), env("A=0", "B=1"))
    assert change.place == 0


def test_containers_that_swap_places_change_their_order_only() -> None:
    a, b = {"name": "a", "image": "x"}, {"name": "b", "image": "y"}
    [change] = compare_bodies(pod(containers=[a, b]), pod(containers=[b, a]))
    assert (change.field, change.kind, change.order_matters) == (
        "spec.containers",
        ChangeKind.REORDERED,
        False,
    )
    assert ([*map(str, change.before)], [*map(str, change.after)]) == (
        ["name=a", "name=b"],
        ["name=b", "name=a"],
    )


def test_the_order_of_init_containers_matters() -> None:
    a, b = {"name": "a"}, {"name": "b"}
    [change] = compare_bodies(pod(initContainers=[a, b]), pod(initContainers=[b, a]))
    assert change.order_matters


@pytest.mark.parametrize(
    ("before", "after", "matters"),
    [
        (("A=1", "B=2"), ("B=2", "A=1"), False),
        (("A=1", "B=$(A)"), ("B=$(A)", "A=1"), True),
        (("A=1", "B=$$(A)"), ("B=$$(A)", "A=1"), False),
        (("A=1", "B=$(A)", "C=1"), ("C=1", "A=1", "B=$(A)"), False),
        (("A=1", "B=$(ELSEWHERE)"), ("B=$(ELSEWHERE)", "A=1"), False),
    ],
)
def test_the_order_of_variables_matters_where_one_uses_another(
    before: tuple[str, ...],
    after: tuple[str, ...],
    matters: bool,  # noqa: FBT001
) -> None:
    [change] = compare_bodies(env(*before), env(*after))
    assert (change.kind, change.order_matters) == (ChangeKind.REORDERED, matters)


def test_a_port_without_its_protocol_is_the_tcp_one() -> None:
    before = {**SERVICE, "spec": {"ports": [{"port": 53, "protocol": "UDP"}, {"port": 53, "targetPort": 1}]}}
    after = {**SERVICE, "spec": {"ports": [{"port": 53, "protocol": "UDP"}, {"port": 53, "targetPort": 2}]}}
    assert said(before, after) == [("changed", "spec.ports[port=53,protocol=TCP].targetPort", 1, 2)]


def test_an_item_of_a_set_is_known_by_what_it_is() -> None:
    before, after = ({**POD, "metadata": {"finalizers": list(each)}} for each in ("ab", "bc"))
    assert said(before, after) == [
        ("removed", "metadata.finalizers[a]", "a", None),
        ("added", "metadata.finalizers[c]", None, "c"),
    ]


def test_variables_of_the_same_name_are_compared_by_their_places() -> None:
    assert said(env("A=1", "A=2", "B=1"), env("A=1", "A=3", "B=1")) == [
        ("changed", "spec.containers[name=a].env[1].value", "2", "3")
    ]


def test_one_rule_put_before_the_others_is_one_change() -> None:
    rules: list[dict[str, Any]] = [
        {"resources": [each], "verbs": ["get"]} for each in ("pods", "secrets", "jobs")
    ]
    assert said({**ROLE, "rules": rules[1:]}, {**ROLE, "rules": rules}) == [
        ("added", "rules[0]", None, rules[0])
    ]


def test_a_rule_that_changes_beside_one_that_is_added_is_told_field_by_field() -> None:
    old = [{"resources": ["pods"], "verbs": ["get"]}, {"resources": ["jobs"]}]
    new = [{"resources": ["events"]}, {"resources": ["pods"], "verbs": ["get"]}, {"resources": ["leases"]}]
    assert said({**ROLE, "rules": old}, {**ROLE, "rules": new}) == [
        ("added", "rules[0]", None, {"resources": ["events"]}),
        ("changed", "rules[1].resources[0]", "jobs", "leases"),
    ]


def test_in_an_atomic_list_items_with_names_keep_them() -> None:
    before = custom([{"name": "a", "x": 1}, {"name": "b", "x": 1}])
    after = custom([{"name": "b", "x": 2}, {"name": "c", "x": 1}])
    assert said(before, after) == [
        ("removed", "spec.items[0]", {"name": "a", "x": 1}, None),
        ("changed", "spec.items[1].x", 1, 2),
        ("added", "spec.items[1]", None, {"name": "c", "x": 1}),
    ]


@pytest.mark.parametrize(
    ("items", "steps"),
    [
        (["a", "b"], (["a", "b"], ["b", "a"])),
        ([{"name": "a"}, {"name": "b"}], (["name=a", "name=b"], ["name=b", "name=a"])),
        ([{"x": 1}, {"x": 2}], (["0", "1"], ["1", "0"])),
    ],
)
def test_an_atomic_list_in_another_order_is_one_change_that_matters(
    items: list[Any], steps: tuple[list[str], list[str]]
) -> None:
    [change] = compare_bodies(custom(items), custom(items[::-1]))
    assert (change.kind, change.order_matters) == (ChangeKind.REORDERED, True)
    assert ([*map(str, change.before)], [*map(str, change.after)]) == steps


def test_a_custom_resource_is_compared_by_the_keys_it_shows() -> None:
    managed: list[Any] = [{"fieldsV1": {"f:spec": {"f:items": {'k:{"id":1}': {}, 'k:{"id":2}': {}}}}}]
    before, after = custom([{"id": 1, "x": 1}, {"id": 2}]), custom([{"id": 2}, {"id": 1, "x": 2}])
    assert [field for _, field, _, _ in said(before, after, managed)] == ["spec.items[id=1].x", "spec.items"]


@pytest.mark.parametrize("junk", [None, 3, "x", {}, {"a": 1}, ["x"], [None], [[{}]], [{"name": ["x"]}]])
def test_nothing_is_too_odd_where_a_keyed_list_belongs(junk: object) -> None:
    good = [{"name": "a", "ports": [{"containerPort": 1}]}]
    [first, *_] = compare_bodies(pod(containers=good), pod(containers=junk))
    assert first.field.startswith("spec.containers")


@pytest.mark.parametrize("values", [list(range(50_000)), [f"x{n % 7}" for n in range(50_000)]])
def test_an_atomic_list_of_any_length_is_compared_in_a_breath(values: list[Any]) -> None:
    changed = [*values[25_000:], "new", *values[1:25_000]]
    assert said(custom(values), custom(changed))


def test_a_keyed_list_of_any_length_is_compared_in_a_breath() -> None:
    variables = [f"A{n}=1" for n in range(50_000)]
    assert len(said(env(*variables), env("B=1", *reversed(variables[1:])))) == 3
