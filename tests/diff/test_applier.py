"""Who applies an object, and what the client-side kind takes away."""

import copy
from typing import Any

import pytest
from tests.diff.recorded import container, deployment, live

from airkust.diff.applier import applier, is_client_side, without_stale
from airkust.diff.live import LAST_APPLIED, Live
from airkust.model.resource import ResourceId

WIDGET = ResourceId("Widget", "w", "airflow", "example.com")


def widget(spec: dict[str, Any]) -> dict[str, Any]:
    return {
        "apiVersion": "example.com/v1",
        "kind": "Widget",
        "metadata": {"name": "w", "namespace": "airflow"},
        "spec": spec,
    }


def test_a_new_object_is_kubectls() -> None:
    assert applier(None, None) == "kubectl"


@pytest.mark.parametrize("name", ["client-side", "server-side-then-changed"])
def test_who_is_asked_for_applies(name: str) -> None:
    assert applier(live(name), "airkust") == "airkust"


@pytest.mark.parametrize(
    ("name", "manager", "client_side"),
    [
        ("client-side", "kubectl", True),
        ("client-side-then-changed", "kubectl", True),
        ("helm-then-client-side", "kubectl", True),
        ("server-side", "kubectl", False),
        ("migrated", "kubectl", False),
    ],
)
def test_a_real_object_tells_how_it_is_applied(name: str, manager: str, *, client_side: bool) -> None:
    assert (applier(live(name), None), is_client_side(live(name))) == (manager, client_side)


def test_who_applies_a_few_fields_does_not_keep_the_object() -> None:
    assert (
        applier(live("server-side-then-changed"), None) == "kubectl"
    )  # not argocd-controller, who came later


def test_the_last_of_two_that_apply_everything_keeps_the_object() -> None:
    body = copy.deepcopy(dict(live("server-side").body))
    [entry] = body["metadata"]["managedFields"]
    later = {**entry, "manager": "flux", "time": "2027-01-01T00:00:00Z"}
    body["metadata"]["managedFields"] = [later, entry]
    assert applier(Live(live("server-side").id, body), None) == "flux"


def test_an_object_without_managed_fields_and_with_a_note_is_client_side() -> None:
    assert is_client_side(Live(WIDGET, widget({}), widget({})))


def test_nothing_is_stale_where_nothing_was_given_up() -> None:
    known = live("client-side")
    assert without_stale(deployment(), known, known.body) is None


def test_what_is_no_longer_in_the_manifest_goes() -> None:
    known, desired = live("client-side"), deployment()
    del container(desired)["env"][0]
    left = without_stale(desired, known, known.body)
    assert left is not None
    assert [each["name"] for each in container(dict(left))["env"]] == ["B", "E"]


def test_what_others_added_stays() -> None:
    known, desired = live("client-side-then-changed"), deployment()
    del container(desired)["env"][0]
    left = without_stale(desired, known, known.body)
    assert left is not None
    assert [each["name"] for each in container(dict(left))["env"]] == ["B", "E", "C"]


def test_the_note_itself_stays_where_all_annotations_are_given_up() -> None:
    known, desired = live("client-side"), deployment()
    del desired["metadata"]["annotations"]
    left = without_stale(desired, known, known.body)
    assert left is not None
    assert LAST_APPLIED in left["metadata"]["annotations"]
    assert "team" not in left["metadata"]["annotations"]


def test_all_labels_go_with_the_mapping() -> None:
    known, desired = live("client-side"), deployment()
    del desired["metadata"]["labels"]
    left = without_stale(desired, known, known.body)
    assert left is not None
    assert "labels" not in left["metadata"]


def test_a_list_of_a_custom_resource_is_replaced_whole() -> None:
    desired = widget({"items": [{"name": "a"}]})
    found = widget({"items": [{"name": "a", "filled": 1}, {"name": "theirs"}], "kept": 1})
    left = without_stale(desired, Live(WIDGET, found, desired), found)
    assert left is not None
    assert left["spec"] == {"items": [{"name": "a"}], "kept": 1}


def test_without_a_note_nothing_is_stale() -> None:
    assert without_stale(widget({}), Live(WIDGET, widget({"a": 1})), widget({"a": 1})) is None
