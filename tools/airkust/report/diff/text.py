"""How does a comparison look to a person at three in the morning?"""

import textwrap
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from airkust.diff.change import Change, ChangeKind
from airkust.diff.comparison import Comparison, Fate, ObjectDiff
from airkust.diff.impact import Impact
from airkust.report.diff import values, words
from airkust.report.diff.gist import gist
from airkust.report.diff.visible import flat, visible
from airkust.report.paint import Paint

WIDTH: Final = 110
PLAIN = ""
STYLES: Final = {
    Fate.RECREATED: "error",
    Fate.CHANGED: "changed",
    Fate.CREATED: "added",
    Fate.ORPHANED: "removed",
    Fate.FAILED: "error",
    Fate.SAME: "faint",
}
SIGNS: Final = {"+": "added", "-": "removed", " ": "faint"}
KINDS: Final = {ChangeKind.ADDED: "added", ChangeKind.REMOVED: "removed", ChangeKind.REORDERED: "changed"}

Span = tuple[str, str]
"""Text, which may hold anything, and its style."""
Line = tuple[Span, ...]


def render(
    comparisons: Sequence[Comparison],
    *,
    now: datetime,
    color: bool = False,
    explain_ignored: bool = False,
    width: int = WIDTH,
) -> str:
    """What it was compared with, the counts, the consequences, then each object. Ends in a newline.

    Args:
        comparisons: One per input.
        now: For the ages of things.
        color: Use ANSI colours.
        explain_ignored: Also list the differences that are not shown, and the rules that hide them.
        width: Of the terminal, in characters: for sentences; values are not wrapped.
    """
    paint = Paint(color=color)
    blocks = [
        "\n".join(_painted(paint, line) for line in block)
        for comparison in comparisons
        for block in _blocks(comparison, now, width, explain_ignored=explain_ignored)
        if block
    ]
    return "\n\n".join(blocks) + "\n"


def _painted(paint: Paint, line: Line) -> str:
    """The one place where text becomes output: nothing gets past it that a terminal obeys."""
    shown = ((visible(text), style) for text, style in line)
    return "".join(paint(text, style) if style and text else text for text, style in shown)


def _blocks(
    comparison: Comparison, now: datetime, width: int, *, explain_ignored: bool
) -> Iterator[list[Line]]:
    yield [
        ((comparison.input, "strong"), (f": compared with {words.against(comparison, now)}", PLAIN)),
        ((words.summary(comparison), "pass" if _clean(comparison) else "strong"),),
    ]
    yield [line for impact in comparison.impacts for line in _impact(impact, width)]
    yield list(_settings(comparison))
    for each in comparison.objects:
        if each.fate not in (Fate.SAME, Fate.FAILED):
            yield list(_object(each, now, comparison.against.base, explain_ignored=explain_ignored))
        elif explain_ignored and each.fate is Fate.SAME and each.ignored:
            yield list(_object(each, now, "", explain_ignored=True))
    for failed in comparison.of_fate(Fate.FAILED):
        yield list(_object(failed, now, "", explain_ignored=explain_ignored))
    yield [line for error in comparison.errors for line in _error(error, "", width)]


def _clean(comparison: Comparison) -> bool:
    return comparison.complete and not comparison.differs


def _impact(impact: Impact, width: int) -> Iterator[Line]:
    yield (
        (f"{impact.severity:8}", impact.severity),
        (words.name(impact.subject), "strong"),
        (f"  {impact.rule}" if impact.rule else "", "faint"),
    )
    margin = " " * 8
    yield from _wrapped(words.consequence(impact), margin, margin, width)
    if impact.seconds is not None:
        yield ((f"{margin}takes {words.duration(impact.seconds)}", PLAIN),)
    if because := words.because(impact):
        yield ((f"{margin}because of {because}", "faint"),)
    if impact.fix:
        yield from _wrapped(f"fix: {flat(impact.fix)}", margin, f"{margin}     ", width)


def _settings(comparison: Comparison) -> Iterator[Line]:
    if comparison.settings:
        yield (("effective settings of Airflow", "strong"),)
    for each in comparison.settings:
        before, after = words.setting_value(each.before), words.setting_value(each.after)
        where = f"  ({words.components(each)})" if each.components else ""
        yield ((f"  {words.setting(each)}: {before} → {after}", PLAIN), (where, "faint"))


def _object(each: ObjectDiff, now: datetime, base: str, *, explain_ignored: bool) -> Iterator[Line]:
    source = f"  {each.source}" if each.source else ""
    short = gist(each.id.kind, _whole(each))
    yield (
        (f"{each.fate:10}", STYLES[each.fate]),
        (words.name(each.id), "strong"),
        (f"  {short}" if short else "", PLAIN),
        (source, "faint"),
    )
    if each.previous:
        yield ((f"  takes the place of {words.name(each.previous)}", PLAIN),)
    if each.approximate:
        yield ((f"  approximate: {flat(each.approximate)}", "warning"),)
    for warning in each.warnings:
        yield ((f"  the API server warns: {flat(warning)}", "warning"),)
    for change in each.changes:
        for leaf in words.leaves(change):
            yield from _change(leaf, words.cause(leaf, now, base))
    if each.error:
        yield from _error(each.error, "  ", WIDTH)
    if explain_ignored:
        for ignored in each.ignored:
            yield ((f"  {ignored.field}: not shown, by rule {ignored.rule}", "faint"),)


def _whole(each: ObjectDiff) -> Mapping[str, Any] | None:
    """What an object is told by: only where it comes or goes as a whole."""
    if each.fate is Fate.CREATED:
        return each.predicted
    return each.live if each.fate is Fate.ORPHANED else None


def _change(change: Change, cause: str) -> Iterator[Line]:
    style = KINDS.get(change.kind, PLAIN)
    head = (f"  {values.field(change)}", PLAIN)
    mark = "" if change.kind is ChangeKind.CHANGED else f" [{change.kind}]"
    tail = (f"  {cause}" if cause else "", "faint")
    if (said := values.one_line(change)) is not None:
        yield (head, (mark, style), (f": {said}", PLAIN), tail)
        return
    yield (head, (mark, style), (":", PLAIN), tail)
    for sign, text in values.signed_lines(change):
        yield ((f"    {sign} {text}".rstrip(), SIGNS[sign]),)


def _error(error: str, margin: str, width: int) -> Iterator[Line]:
    first, *rest = _wrapped(flat(error), f"{margin}error: ", f"{margin}       ", width)
    yield from (((text, "fail"),) for [(text, _)] in (first, *rest))


def _wrapped(text: str, first: str, rest: str, width: int) -> list[Line]:
    wrapper = textwrap.TextWrapper(
        max(width, 40),
        initial_indent=first,
        subsequent_indent=rest,
        break_long_words=False,
        break_on_hyphens=False,
    )
    return [((line, PLAIN),) for line in wrapper.wrap(text) or [first.rstrip()]]
