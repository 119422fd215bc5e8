"""Which spellings the API server stores as one value."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.diff.recorded import deployment, read

from airkust.diff.change import Path
from airkust.diff.equivalence import equivalent, holds, is_built_in, is_dropped, stored
from airkust.diff.object_keys import keys_of
from airkust.diff.place import MISSING

LIMITS: Path = ("spec", "resources", "limits", "cpu")


@pytest.mark.parametrize(
    ("path", "wanted", "found"),
    [
        (LIMITS, "0.5", "500m"),
        (LIMITS, 2, "2"),
        (("spec", "hard", "memory"), "1024Mi", "1Gi"),
        (("volumes", "emptyDir", "sizeLimit"), "1024Mi", "1Gi"),
        (("target", "averageValue"), "1000m", "1"),
        (("target", "value"), "1000m", "1"),
        (("spec", "x"), 1, 1.0),
    ],
)
def test_quantities_are_compared_by_what_they_are_worth(path: Path, wanted: object, found: object) -> None:
    assert equivalent(path, wanted, found, built_in=True)


@pytest.mark.parametrize(
    ("path", "wanted", "found"),
    [
        (LIMITS, "0.5", "600m"),
        (("data", "cpu"), "0.5", "500m"),
        (("env", "value"), "1", 1),
        (("spec", "port"), "8080", 8080),
        (("spec", "x"), True, 1),
    ],
)
def test_other_text_is_another_value(path: Path, wanted: object, found: object) -> None:
    assert not equivalent(path, wanted, found, built_in=True)


def test_a_custom_resource_is_stored_as_it_was_sent() -> None:
    assert not equivalent(LIMITS, "0.5", "500m", built_in=False)


@pytest.mark.parametrize(
    ("path", "value", "dropped"),
    [
        (("env", "value"), "", True),
        (("metadata", "labels", "x"), "", False),
        (("data", "x"), "", False),
        (("spec", "storageClassName"), "", False),
        (("spec", "nodeSelector"), {}, True),
        (("spec", "podSelector"), {}, False),
        (("volume", "emptyDir"), {}, False),
        (("spec", "egress"), [], True),
        (("spec", "hostNetwork"), False, True),
        (("spec", "automountServiceAccountToken"), False, False),
        (("spec", "replicas"), 0, False),
        (("metadata", "creationTimestamp"), None, True),
    ],
)
def test_what_says_nothing_is_left_out(path: Path, value: object, *, dropped: bool) -> None:
    assert is_dropped(path, value, built_in=True) is dropped


def test_a_custom_resource_keeps_what_is_empty() -> None:
    assert not is_dropped(("spec", "nodeSelector"), {}, built_in=False)


@pytest.mark.parametrize(
    ("version", "built_in"), [("v1", True), ("apps/v1", True), ("gateway.networking.k8s.io/v1", False)]
)
def test_a_group_that_only_sounds_like_kubernetes_is_not_built_in(version: str, *, built_in: bool) -> None:
    assert is_built_in({"apiVersion": version}) is built_in


def secret(**more: object) -> dict[str, Any]:
    return {"apiVersion": "v1", "kind": "Secret", **more}


def test_the_text_of_a_secret_becomes_data() -> None:
    assert stored(secret(stringData={"a": "x"}, data={"a": "eQ==", "b": "e\nA=="})) == secret(
        data={"a": "eA==", "b": "eA=="}
    )


@pytest.mark.parametrize("odd", [None, [], "x", {"a": 1}, {"a": "no base64"}])
def test_odd_data_does_not_raise(odd: object) -> None:
    assert stored(secret(data=odd, stringData=odd))["kind"] == "Secret"


@given(st.dictionaries(st.text(max_size=3), st.text(max_size=5), min_size=1))
def test_storing_a_secret_twice_is_storing_it_once(texts: dict[str, str]) -> None:
    once = stored(secret(stringData=texts))
    assert stored(once) == once


def test_a_live_object_holds_its_manifest() -> None:
    live = read("server-side")
    assert holds((), deployment(), live, keys_of(live), built_in=True)


def test_a_manifest_does_not_hold_the_live_object() -> None:
    live = read("server-side")
    assert not holds((), live, deployment(), keys_of(live), built_in=True)


def test_nothing_holds_nothing() -> None:
    assert holds(("a",), None, MISSING, keys_of({}), built_in=True)
