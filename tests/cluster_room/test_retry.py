"""What passes is waited out, what lasts is not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from airkust.cluster.answer import Answer
from airkust.cluster.retry import LONGEST_PAUSE, Broken, pause


@pytest.mark.parametrize("status", [429, 500, 502, 503, 504])
def test_a_server_in_trouble_is_asked_again(status: int) -> None:
    assert pause(Answer(status), 1) is not None


@pytest.mark.parametrize("status", [200, 201, 400, 401, 403, 404, 409, 410, 413, 422])
def test_a_decision_is_not_asked_for_again(status: int) -> None:
    assert pause(Answer(status), 1) is None


def test_a_busy_server_says_how_long_to_wait() -> None:
    waited = pause(Answer(429, retry_after=3), 1)
    assert waited is not None
    assert 3 <= waited <= 3.6


@given(st.floats(0, 1e9), st.integers(1, 7))
def test_no_server_makes_us_wait_for_ever(asked: float, sent: int) -> None:
    waited = pause(Answer(429, retry_after=asked), sent)
    assert waited is not None
    assert waited <= 1.2 * LONGEST_PAUSE


@pytest.mark.parametrize("outcome", [Answer(429, retry_after=0), Answer(500), Answer(503), Broken("cut")])
def test_nothing_is_asked_for_ever(outcome: Answer | Broken) -> None:
    assert pause(outcome, 10) is None


def test_an_object_at_fault_is_not_asked_for_again() -> None:
    message = (
        "failed to create typed patch object (n/c; /v1, Kind=ConfigMap): .x: field not declared in schema"
    )
    assert pause(Answer(500, {"message": message}), 1) is None


def test_a_broken_connection_is_tried_again() -> None:
    assert pause(Broken("cut"), 1) is not None


def test_what_lasts_is_not_tried_again() -> None:
    assert pause(Broken("the proxy has ended", lasting=True), 1) is None
