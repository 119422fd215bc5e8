"""Our own emulation of an apply. What is expected is what an API server of 1.37 answered to a dry run."""

import copy
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.diff.recorded import container, deployment, identity, live

from airkust.diff.live import Live
from airkust.diff.local import client_side_request, predict
from airkust.diff.noise import bare
from airkust.model import tree
from airkust.model.resource import ResourceId

Edit = Callable[[dict[str, Any]], object]
POD = ("spec", "template", "spec")


def predicted(name: str, edit: Edit) -> dict[str, Any]:
    desired = deployment()
    edit(desired)
    return copy.deepcopy(dict(predict(desired, live(name))))


def pod(body: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = body["spec"]["template"]["spec"]
    return found


@pytest.mark.parametrize("name", ["client-side", "server-side", "migrated", "helm-then-client-side"])
def test_what_was_applied_changes_nothing(name: str) -> None:
    assert predict(deployment(), live(name)) == live(name).body


@pytest.mark.parametrize("name", ["client-side", "server-side"])
def test_what_is_no_longer_in_the_manifest_goes(name: str) -> None:
    left = predicted(name, lambda body: container(body)["env"].pop(0))
    assert [each["name"] for each in container(left)["env"]] == ["B", "E"]


def test_what_another_applier_owns_too_stays() -> None:
    left = predicted("server-side-then-changed", lambda body: container(body)["env"].pop(0))
    assert [each["name"] for each in container(left)["env"]] == ["A", "B", "E", "C"]


@pytest.mark.parametrize("name", ["client-side-then-changed", "server-side-then-changed"])
def test_what_somebody_changed_comes_back(name: str) -> None:
    after = predicted(name, lambda _: None)
    assert (after["spec"]["replicas"], container(after)["image"]) == (2, "apache/airflow:3.0.0")


@pytest.mark.parametrize("name", ["client-side-then-changed", "server-side-then-changed"])
def test_what_somebody_added_stays(name: str) -> None:
    after = predicted(name, lambda _: None)
    assert "C" in [each["name"] for each in container(after)["env"]]


@pytest.mark.parametrize(("name", "then"), [("server-side", 1), ("server-side-then-changed", 7)])
def test_replicas_given_up_stay_where_an_autoscaler_owns_them(name: str, then: int) -> None:
    assert predicted(name, lambda body: body["spec"].pop("replicas"))["spec"]["replicas"] == then


@pytest.mark.parametrize("name", ["client-side", "server-side"])
@pytest.mark.parametrize(
    ("edit", "path", "then"),
    [
        (lambda body: container(body)["readinessProbe"].pop("periodSeconds"), ("readinessProbe",), 10),
        (lambda body: container(body).pop("readinessProbe"), ("readinessProbe",), None),
    ],
)
def test_a_default_comes_back_where_its_probe_stays(
    name: str, edit: Edit, path: tuple[str, ...], then: object
) -> None:
    after = predicted(name, edit)
    assert tree.at(container(after), *path, "periodSeconds") == then


@pytest.mark.parametrize("name", ["client-side", "server-side"])
def test_resources_given_up_are_empty(name: str) -> None:
    assert container(predicted(name, lambda body: container(body).pop("resources")))["resources"] == {}


@pytest.mark.parametrize("name", ["client-side", "server-side"])
def test_an_atomic_list_is_replaced(name: str) -> None:
    after = predicted(name, lambda body: pod(body).update(tolerations=[{"key": "b"}]))
    assert pod(after)["tolerations"] == [{"key": "b"}]


@pytest.mark.parametrize("name", ["client-side", "server-side"])
def test_an_atomic_list_given_up_goes(name: str) -> None:
    assert "tolerations" not in pod(predicted(name, lambda body: pod(body).pop("tolerations")))


def test_another_strategy_takes_the_numbers_of_the_first_along() -> None:
    after = predicted("client-side", lambda body: body["spec"].update(strategy={"type": "Recreate"}))
    assert after["spec"]["strategy"] == {"type": "Recreate"}


@pytest.mark.parametrize("name", ["client-side", "server-side"])
def test_a_volume_has_one_source(name: str) -> None:
    volumes = [{"name": "tmp", "configMap": {"name": "x"}}]
    after = predicted(name, lambda body: pod(body).update(volumes=volumes))
    assert pod(after)["volumes"] == volumes


def test_the_old_name_of_the_account_follows() -> None:
    after = predicted("server-side", lambda body: pod(body).update(serviceAccountName="x"))
    assert pod(after)["serviceAccount"] == "x"


def test_what_says_nothing_changes_nothing() -> None:
    def edit(body: dict[str, Any]) -> None:
        pod(body).update(nodeSelector={}, securityContext={}, affinity=None)
        body["spec"]["strategy"] = {}
        body["spec"]["template"]["metadata"]["creationTimestamp"] = None

    assert predicted("server-side", edit) == live("server-side").body


def test_an_item_of_which_others_own_a_field_only_goes() -> None:
    after = predicted("server-side-then-changed", lambda body: container(body)["env"].pop(1))
    assert [each["name"] for each in container(after)["env"]] == ["A", "E", "C"]


def test_of_a_list_given_up_the_items_of_others_stay() -> None:
    after = predicted("server-side-then-changed", lambda body: container(body).pop("env"))
    assert container(after)["env"] == [{"name": "A", "value": "1"}, {"name": "C", "value": "3"}]


def test_client_side_apply_gives_up_a_list_with_the_items_of_others() -> None:
    after = predicted("client-side-then-changed", lambda body: container(body).pop("env"))
    assert "env" not in container(after)


def test_a_request_leaves_the_defaults_of_a_list_to_the_api_server() -> None:
    desired = widget([{"a": 1}])
    known = Live(ResourceId("Widget", "w"), {**desired, "spec": [{"a": 1, "x": "filled in"}]}, desired)
    assert client_side_request(desired, known) == desired


def test_a_request_replaces_one_kind_of_probe_by_another() -> None:
    desired = deployment()
    container(desired)["readinessProbe"] = {"exec": {"command": ["true"]}}
    request = copy.deepcopy(dict(client_side_request(desired, live("client-side"))))
    assert "httpGet" not in container(request)["readinessProbe"]


def test_a_new_object_is_its_manifest() -> None:
    assert predict(deployment(), None) == deployment()


def test_in_anothers_name_nothing_is_taken_away() -> None:
    desired = deployment()
    del container(desired)["env"][0]
    assert predict(desired, live("server-side"), asked="airkust") == live("server-side").body


def test_without_any_record_everything_else_stays() -> None:
    body = bare(live("server-side").body)
    desired = deployment()
    del container(desired)["env"][0]
    assert predict(desired, Live(identity(desired), body)) == body


def test_a_default_in_a_list_that_is_owned_as_a_whole_stays() -> None:
    desired = policy({"port": 80})
    found = policy({"port": 80, "protocol": "TCP"}, applied=True)
    assert predict(desired, Live(ResourceId("NetworkPolicy", "n"), found)) == found


def test_what_was_set_in_a_list_that_is_owned_as_a_whole_goes() -> None:
    found = policy({"port": 80, "protocol": "TCP", "endPort": 90}, applied=True)
    after = predict(policy({"port": 80}), Live(ResourceId("NetworkPolicy", "n"), found))
    assert after["spec"] == policy({"port": 80, "protocol": "TCP"})["spec"]


def policy(port: dict[str, object], *, applied: bool = False) -> dict[str, Any]:
    metadata: dict[str, Any] = {"name": "n"}
    if applied:
        fields: dict[str, Any] = {"f:spec": {"f:ingress": {}}}
        metadata["managedFields"] = [{"manager": "kubectl", "operation": "Apply", "fieldsV1": fields}]
    return {
        "apiVersion": "networking.k8s.io/v1",
        "kind": "NetworkPolicy",
        "metadata": metadata,
        "spec": {"ingress": [{"ports": [port]}]},
    }


LEAF = st.integers() | st.booleans() | st.text("ab", min_size=1, max_size=3)
SPEC = st.recursive(
    LEAF | st.lists(LEAF, min_size=1, max_size=3),
    lambda inner: (
        st.dictionaries(st.sampled_from("abcd"), inner, min_size=1, max_size=3)
        | st.lists(
            st.dictionaries(st.sampled_from("ab"), inner, min_size=1, max_size=2), min_size=1, max_size=2
        )
    ),
    max_leaves=12,
)


def with_defaults(value: object, drawn: st.DataObject) -> object:
    """A value with fields that nobody set."""
    if isinstance(value, list):
        return [with_defaults(each, drawn) for each in value]
    if not isinstance(value, dict):
        return value
    filled = {key: with_defaults(each, drawn) for key, each in value.items()}
    return {**filled, **drawn.draw(st.dictionaries(st.sampled_from("xyz"), LEAF, max_size=2))}


def widget(spec: object) -> dict[str, Any]:
    return {"apiVersion": "example.com/v1", "kind": "Widget", "metadata": {"name": "w"}, "spec": spec}


@given(spec=SPEC, drawn=st.data(), client_side=st.booleans())
def test_an_object_with_defaults_is_what_its_manifest_makes(
    *, spec: object, drawn: st.DataObject, client_side: bool
) -> None:
    desired = widget(spec)
    found = {**desired, "spec": with_defaults(spec, drawn)}
    known = Live(ResourceId("Widget", "w"), found, desired if client_side else None)
    assert predict(desired, known) == found


@given(SPEC, SPEC, SPEC | st.none())
def test_a_second_apply_changes_nothing(wanted: object, there: object, noted: object) -> None:
    known = ResourceId("Widget", "w")
    last = None if noted is None else widget(noted)
    once = predict(widget(wanted), Live(known, widget(there), last))
    assert predict(widget(wanted), Live(known, once, last)) == once


@given(SPEC, SPEC)
def test_what_is_wanted_is_there_afterwards(wanted: object, there: object) -> None:
    after = predict(widget(wanted), Live(ResourceId("Widget", "w"), widget(there)))

    def says(value: object, found: object) -> bool:
        if isinstance(value, dict):
            return isinstance(found, dict) and all(says(each, found[key]) for key, each in value.items())
        if isinstance(value, list):
            return isinstance(found, list) and len(value) == len(found) and all(map(says, value, found))
        return bool(value == found)

    assert says(wanted, after["spec"])
