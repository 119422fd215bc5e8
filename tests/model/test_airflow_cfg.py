"""An airflow.cfg is read as Airflow reads it, or not at all."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from airkust.model.airflow_cfg import read_cfg

LINES = st.sampled_from(
    ["[core]", "[", "key", "Key = a", "  more", "\tb: c", "", "# x", "=", "[core", "é\x00"]
)


def test_the_case_of_a_key_matters() -> None:
    assert read_cfg("[core]\nA = 1\na = 2") == {"core": {"A": "1", "a": "2"}}


@pytest.mark.parametrize("text", ["a = 1", "[core]\nkey\n  more", "[core\na = 1"])
def test_what_airflow_cannot_read_says_nothing(text: str) -> None:
    assert read_cfg(text) == {}


@given(st.lists(LINES, max_size=8).map("\n".join))
def test_no_text_is_too_odd(text: str) -> None:
    assert isinstance(read_cfg(text), dict)
