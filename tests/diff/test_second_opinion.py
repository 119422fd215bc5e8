"""Does DeepDiff, which knows nothing of Kubernetes, see a difference where our own walk sees one?"""

from typing import Any

from deepdiff import DeepDiff
from hypothesis import given
from tests.diff.apply import apply
from tests.diff.test_apply import KEYS, OBJECTS

from airkust.diff.walk import changes


def differs(one: Any, other: Any) -> bool:  # noqa: ANN401 -- any JSON
    """Whether two states differ; 1 and 1.0 are one number in JSON, and true is none."""
    return bool(DeepDiff(one, other, ignore_numeric_type_changes=True, verbose_level=2))


@given(OBJECTS, OBJECTS)
def test_both_see_a_difference_or_neither(one: dict[str, Any], other: dict[str, Any]) -> None:
    assert bool(changes(one, other, KEYS)) == differs(one, other)


@given(OBJECTS, OBJECTS)
def test_it_finds_nothing_left_once_the_changes_are_applied(
    one: dict[str, Any], other: dict[str, Any]
) -> None:
    assert not differs(apply(one, changes(one, other, KEYS), KEYS), other)
