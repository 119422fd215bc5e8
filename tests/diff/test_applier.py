"""Who applies an object."""

import copy
from typing import Any

import pytest
from tests.diff.recorded import live

from airkust.diff.applier import applier, is_client_side
from airkust.diff.live import Live
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
