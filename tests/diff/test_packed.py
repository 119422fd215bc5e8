"""Is a packed object the same one, in less memory?"""

from typing import Any

import pytest
from hypothesis import given
from tests.diff.recorded import deployment, identity, live
from tests.json_values import OBJECTS

from airkust.diff.applier import applier
from airkust.diff.judge import judge
from airkust.diff.live import Live
from airkust.diff.masking import Masker
from airkust.diff.packed import Packed, unpacked
from airkust.diff.state import State


@given(OBJECTS)
def test_what_was_packed_is_what_comes_out(body: dict[str, Any]) -> None:
    assert unpacked(Packed(body)) == body


@given(OBJECTS)
def test_a_packed_object_is_read_like_any_other(body: dict[str, Any]) -> None:
    packed = Packed(body)
    assert (dict(packed), len(packed), packed.get("no such key")) == (
        body,
        len(body),
        body.get("no such key"),
    )


def test_what_is_not_packed_is_left_as_it_is() -> None:
    body = deployment()
    assert unpacked(body) is body


def test_nothing_that_was_packed_is_shown_by_accident() -> None:
    assert "secret" not in f"{Packed({'data': 'secret'})!r}"


def test_what_is_nested_too_deep_stays_as_it_is() -> None:
    deep: list[Any] = []
    for _ in range(100_000):
        deep = [deep]
    known = Live(identity(deployment()), {"spec": deep})
    assert known.packed() is known


@pytest.mark.parametrize("recording", ["server-side", "client-side"])
def test_a_packed_live_object_says_the_same(recording: str) -> None:
    known = live(recording)
    again = known.packed().unpacked()
    assert (again, applier(known.packed(), None)) == (known, applier(known, None))


@pytest.mark.parametrize("replicas", [2, 7])
@pytest.mark.parametrize("recording", ["server-side", "client-side"])
def test_a_packed_live_object_is_judged_like_any_other(recording: str, replicas: int) -> None:
    desired = deployment()
    desired["spec"]["replicas"] = replicas

    def judged(known: Live) -> object:
        state = State(identity(desired), desired, known, approximate="read-only")
        return judge(state, Masker(b"key"), source=None, manager=None)

    assert judged(live(recording).packed()) == judged(live(recording))
