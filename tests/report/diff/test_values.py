"""One change: on a line where it fits, else the lines that differ, and never more than one reads."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.report.diff.comparisons import changed

from airkust.diff.change import Change, ChangeKind, Item
from airkust.report.diff import values

ANY = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=8,
)


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        (2, 3, "2 → 3"),
        ("2", 2, '"2" → 2'),
        (None, "", 'null → ""'),
        (["a", 1], [], "[a, 1] → []"),
        ({}, True, "{} → true"),
        ("a\x1b[31m", "b", r'"a\u001b[31m" → b'),
    ],
)
def test_short_values_stand_on_one_line(before: object, after: object, said: str) -> None:
    assert values.one_line(changed(before, after)) == said


@pytest.mark.parametrize("value", ["a" * 81, "a\nb", {"a": 1}, [{"a": 1}], [["a"]], ["a" * 50, "b" * 50]])
def test_longer_values_do_not(value: object) -> None:
    assert values.one_line(changed(1, value)) is None


def test_an_order_is_told_by_the_items() -> None:
    order = [Item((("name", name),)) for name in "abcdefghij"]
    change = Change(("spec", "x"), ChangeKind.REORDERED, tuple(order[:2]), tuple(order), order_matters=True)
    assert values.one_line(change) == (
        "name=a, name=b → name=a, name=b, name=c, name=d, name=e, name=f, name=g, name=h, and 2 more; "
        "their order matters"
    )


def test_of_texts_only_what_differs_is_shown() -> None:
    before = "a\nb\nc\nd\ne"
    lines = values.signed_lines(changed(before, before.replace("d", "x")))
    assert ["".join(line) for line in lines] == [" b", " c", "-d", "+x", " e"]


def test_a_text_that_only_ends_otherwise_is_told_so() -> None:
    [line] = values.signed_lines(changed("a\nb", "a\nb\n"))
    assert line.text == "only what cannot be seen differs, such as a line end behind the last line"


def test_of_long_lines_what_they_begin_with_alike_is_left_out() -> None:
    lines = values.signed_lines(changed("a" * 500 + "b", "a" * 500 + "c"))
    assert ["".join(line) for line in lines] == [f"-…{'a' * 20}b", f"+…{'a' * 20}c"]


def test_something_whole_is_cut_with_a_count() -> None:
    change = Change(("data",), ChangeKind.ADDED, None, {f"k{number:02}": number for number in range(40)})
    lines = values.signed_lines(change)
    assert (len(lines), lines[0], lines[-1]) == (13, ("+", "k00: 0"), (" ", "… and 28 more lines"))


def test_a_key_with_a_line_end_stays_on_its_line() -> None:
    assert values.field(changed(1, 2, "data", "a\nb\u202e")) == r'data["a\nb\u202e"]'


@given(ANY, ANY, st.sampled_from(ChangeKind))
def test_any_values_are_shown_and_drive_no_terminal(before: Any, after: Any, kind: ChangeKind) -> None:  # noqa: ANN401
    change = Change(("a",), kind, before, after)
    said = values.one_line(change)
    assert said is None or said.isprintable()
    if kind is not ChangeKind.REORDERED:
        assert all(line.text.isprintable() for line in values.signed_lines(change))


def test_a_huge_value_is_cut() -> None:
    lines = values.signed_lines(changed("x" * 1_000_000, "y" * 1_000_000))
    assert [len(line.text) for line in lines] == [values.LONGEST] * 2
