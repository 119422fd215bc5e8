"""Two values are the same as JSON has it."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from airkust.diff.json_value import same

SCALARS = st.sampled_from([None, True, False, 0, 1, 0.0, 1.0, "", "1"])
TREES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("ab"), inner, max_size=2),
    max_leaves=6,
)


@pytest.mark.parametrize(
    ("one", "other"),
    [(True, 1), (False, 0), ([True], [1]), ({"a": [{"b": 1}]}, {"a": [{"b": True}]}), (1, "1")],
)
def test_a_boolean_is_no_number_and_a_text_neither(one: object, other: object) -> None:
    assert not same(one, other)


@pytest.mark.parametrize(
    ("one", "other"), [(1, 1.0), ({"a": 1, "b": 2}, {"b": 2, "a": 1.0}), ([{}], [{}]), (None, None)]
)
def test_how_a_number_is_written_and_the_order_of_keys_do_not_count(one: object, other: object) -> None:
    assert same(one, other)


def _canonical(value: Any) -> object:  # noqa: ANN401 -- any JSON value
    if isinstance(value, dict):
        return frozenset((key, _canonical(inner)) for key, inner in value.items())
    if isinstance(value, list):
        return tuple(map(_canonical, value))
    return (isinstance(value, bool), value)


@given(TREES, TREES)
def test_sameness_is_equality_with_booleans_told_from_numbers(one: object, other: object) -> None:
    assert same(one, other) is (_canonical(one) == _canonical(other))
