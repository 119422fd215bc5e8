"""Which lines of two texts differ, and which stand beside each other?"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, zip_longest

MOST = 2_000
"""Lines that are matched with each other: what differs in more is taken for all new, since the matching takes
time that grows with their square."""

Span = tuple[bool, int, int, int, int]
"""Whether lines are the same in both texts; first and end in the one, first and end in the other."""


@dataclass(frozen=True, slots=True)
class Row:
    """A line of each text; None where a text has none.

    Attributes:
        same: It did not change.
    """

    before: str | None
    after: str | None
    same: bool


@dataclass(frozen=True, slots=True)
class Hunk:
    """Lines that differ, with some that do not around them.

    Attributes:
        before: The number of its first line in the one text, counted from 0.
        after: The same in the other.
    """

    before: int
    after: int
    rows: tuple[Row, ...]


def hunks(before: Sequence[str], after: Sequence[str], context: int) -> Iterator[Hunk]:
    """What differs, in order.

    Args:
        before: Lines.
        after: Lines.
        context: How many lines that are the same stand around those that are not.
    """
    collected: list[Span] = []
    for span in _spans(before, after):
        same, start, end, other, other_end = span
        if not same:
            collected.append(span)
            continue
        if collected and end - start > 2 * context:
            yield _hunk(before, after, [*collected, (True, start, start + context, other, other + context)])
            collected = []
        if not collected:
            back = min(context, end - start)
            collected.append((True, end - back, end, other_end - back, other_end))
        else:
            collected.append(span)
    if any(not span[0] for span in collected):
        yield _hunk(before, after, _without_tail(collected, context))


def _without_tail(spans: list[Span], context: int) -> list[Span]:
    same, start, end, other, other_end = spans[-1]
    if not same:
        return spans
    kept = min(context, end - start)
    return [*spans[:-1], (True, start, start + kept, other, min(other_end, other + kept))]


def _hunk(before: Sequence[str], after: Sequence[str], spans: Sequence[Span]) -> Hunk:
    rows = [row for span in spans for row in _rows(before, after, span)]
    return Hunk(spans[0][1], spans[0][3], tuple(rows))


def _rows(before: Sequence[str], after: Sequence[str], span: Span) -> Iterator[Row]:
    same, start, end, other, other_end = span
    for left, right in zip_longest(before[start:end], after[other:other_end]):
        yield Row(left, right, same)


def _spans(before: Sequence[str], after: Sequence[str]) -> Iterator[Span]:
    """Spans that cover both texts; those that are not the same stand between those that are."""
    size, longest = min(len(before), len(after)), max(len(before), len(after))
    head = next((at for at in range(size) if before[at] != after[at]), size)
    rest = size - head
    tail = next((at for at in range(rest) if before[-1 - at] != after[-1 - at]), rest)
    if head:
        yield True, 0, head, 0, head
    end, other_end = len(before) - tail, len(after) - tail
    if head < end or head < other_end:
        if longest - head - tail > MOST:
            yield False, head, end, head, other_end
        else:
            yield from _matched(before[head:end], after[head:other_end], head)
    if tail:
        yield True, end, len(before), other_end, len(after)


def _matched(before: Sequence[str], after: Sequence[str], at: int) -> Iterator[Span]:
    from difflib import SequenceMatcher  # noqa: PLC0415 -- only text of several lines needs it

    for tag, start, end, other, other_end in SequenceMatcher(
        None, before, after, autojunk=False
    ).get_opcodes():
        yield tag == "equal", start + at, end + at, other + at, other_end + at


def signed(hunk: Hunk) -> Iterator[tuple[str, str]]:
    """The lines of a hunk as `diff -u` has them: what goes (`-`) before what comes (`+`)."""
    for same, group in groupby(hunk.rows, key=lambda row: row.same):
        rows = list(group)
        if same:
            yield from ((" ", row.before) for row in rows if row.before is not None)
        else:
            yield from (("-", row.before) for row in rows if row.before is not None)
            yield from (("+", row.after) for row in rows if row.after is not None)
