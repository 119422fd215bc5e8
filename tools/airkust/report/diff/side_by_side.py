"""How do live objects look beside what they would be, in two columns?"""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Final

from airkust.diff.comparison import Comparison, Fate, ObjectDiff
from airkust.report.diff import line_diff, words, yaml_lines
from airkust.report.diff.columns import fitted
from airkust.report.diff.line_diff import Row
from airkust.report.diff.visible import flat, visible
from airkust.report.paint import Paint

WIDTH: Final = 120
NARROWEST: Final = 40
CONTEXT: Final = 2
SHOWN: Final = (Fate.RECREATED, Fate.CHANGED, Fate.CREATED)


def render(
    comparisons: Sequence[Comparison], *, now: datetime, color: bool = False, width: int = WIDTH
) -> str:
    """Per object that would change what differs of its YAML: live on the left. Ends in a newline.

    Args:
        comparisons: One per input.
        now: For the age of what was compared with.
        color: Use ANSI colours.
        width: Of the terminal, in cells.
    """
    paint = Paint(color=color)
    column = (max(width, NARROWEST) - 3) // 2
    blocks = ["\n".join(block) for each in comparisons for block in _blocks(each, now, paint, column)]
    return "\n\n".join(blocks) + "\n"


def _blocks(comparison: Comparison, now: datetime, paint: Paint, column: int) -> Iterator[list[str]]:
    beside = words.against(comparison, now)
    heading = f"{paint(flat(comparison.input), 'strong')}: compared with {beside}"
    yield [heading, paint(words.summary(comparison), "strong")]
    for each in comparison.of_fate(*SHOWN):
        yield [_heading(each, paint), *_columns(each, paint, column)]
    for failed in comparison.of_fate(Fate.FAILED):
        yield [_heading(failed, paint), paint(f"error: {flat(failed.error)}", "fail")]
    if comparison.errors:
        yield [paint(f"error: {flat(error)}", "fail") for error in comparison.errors]


def _heading(each: ObjectDiff, paint: Paint) -> str:
    source = visible(str(each.source or ""))
    approximate = f"approximate: {flat(each.approximate)}" if each.approximate else ""
    rest = "  ".join(filter(None, (source, approximate)))
    named = paint(words.name(each.id), "strong")
    return f"{each.fate:10}{named}{paint(f'  {rest}', 'faint') if rest else ''}"


def _columns(each: ObjectDiff, paint: Paint, column: int) -> Iterator[str]:
    before = [] if each.live is None else yaml_lines.lines(each.live)
    after = [] if each.predicted is None else yaml_lines.lines(each.predicted)
    yield paint(f"{fitted('live', column)} | would be", "faint")
    for number, hunk in enumerate(line_diff.hunks(before, after, CONTEXT)):
        if number:
            yield paint(f"{fitted('…', column)} | …", "faint")
        for row in hunk.rows:
            yield _row(row, paint, column)


def _row(row: Row, paint: Paint, column: int) -> str:
    left = fitted(visible(row.before or "", keep="\t").expandtabs(2), column)
    right = fitted(visible(row.after or "", keep="\t").expandtabs(2), column)
    if row.same:
        return paint(f"{left} | {right}".rstrip(), "faint")
    sign = ">" if row.before is None else "<" if row.after is None else "~"
    left, right = paint(left, "removed"), paint(right.rstrip(), "added") if right.strip() else ""
    return f"{left} {sign} {right}".rstrip()
