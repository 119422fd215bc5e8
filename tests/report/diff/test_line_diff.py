"""Lines that differ: the hunks make one text out of the other, and are what `diff -u` finds."""

import subprocess
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from airkust.report.diff import line_diff

LINES = st.lists(st.sampled_from("abcd"), max_size=30)


def applied(before: list[str], after: list[str], context: int) -> list[str]:
    """The first text, changed by the hunks."""
    made, at = [], 0
    for hunk in line_diff.hunks(before, after, context):
        made += before[at : hunk.before]
        assert len(made) == hunk.after
        old = [row.before for row in hunk.rows if row.before is not None]
        assert before[hunk.before : hunk.before + len(old)] == old
        made += [row.after for row in hunk.rows if row.after is not None]
        at = hunk.before + len(old)
    return made + before[at:]


@given(LINES, LINES, st.integers(0, 3))
def test_hunks_make_one_text_out_of_the_other(before: list[str], after: list[str], context: int) -> None:
    assert applied(before, after, context) == after


@given(LINES, LINES, st.integers(0, 3))
def test_no_hunk_has_more_lines_around_it_than_asked_for(
    before: list[str], after: list[str], context: int
) -> None:
    for hunk in line_diff.hunks(before, after, context):
        marks = "".join(" " if row.same else "x" for row in hunk.rows)
        assert max(len(marks) - len(marks.lstrip()), len(marks) - len(marks.rstrip())) <= context


@given(LINES)
def test_the_same_text_has_no_hunks(lines: list[str]) -> None:
    assert list(line_diff.hunks(lines, list(lines), 3)) == []


def test_what_is_far_apart_is_told_apart() -> None:
    before = [str(number) for number in range(30)]
    after = [*before[:5], "x", *before[6:20], *before[21:]]
    spans = [(hunk.before, hunk.after, len(hunk.rows)) for hunk in line_diff.hunks(before, after, 2)]
    assert spans == [(3, 3, 5), (18, 18, 5)]


def test_many_lines_that_differ_are_all_new() -> None:
    before, after = [f"a{number}" for number in range(9_000)], ["b", *(f"c{n}" for n in range(9_000))]
    [hunk] = line_diff.hunks(before, after, 3)
    assert not any(row.same for row in hunk.rows)


def test_a_hunk_is_what_diff_writes(tmp_path: Path) -> None:
    before, after = ["a", "b", "c", "d"], ["a", "x", "y", "d"]
    for name, lines in (("old", before), ("new", after)):
        (tmp_path / name).write_text("".join(f"{line}\n" for line in lines))
    said = subprocess.run(
        ["diff", "-u", tmp_path / "old", tmp_path / "new"], check=False, capture_output=True, text=True
    )
    [hunk] = line_diff.hunks(before, after, 3)
    assert said.stdout.splitlines()[3:] == [f"{sign}{line}" for sign, line in line_diff.signed(hunk)]
