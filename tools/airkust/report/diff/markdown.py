"""How does a comparison look as a comment on a pull request?"""

from collections.abc import Iterator, Sequence
from datetime import datetime
from html import escape
from typing import Final

from airkust.diff.change import Change
from airkust.diff.comparison import Comparison, Fate, ObjectDiff
from airkust.diff.impact import Impact
from airkust.report.diff import values, words
from airkust.report.diff.gist import gist
from airkust.report.diff.visible import flat, visible
from airkust.report.markup import MENTION, code, cut, longest_row, plain
from airkust.report.page import Page

COMMENT: Final = 65_536
"""What GitHub takes in one comment. GitLab takes more."""

MARKER: Final = "<!-- airkust diff -->"
"""By which a job finds the comment it wrote the last time."""

FENCED: Final = 120
"""Lines of one object: beside its neighbours in a comment, nobody reads more."""

LONGEST: Final = 200
FATES: Final = (Fate.FAILED, Fate.RECREATED, Fate.CHANGED, Fate.ORPHANED, Fate.CREATED)
"""The riskiest first: what does not fit is cut at the end."""

SIGNS: Final = {"+": "+ ", "-": "- ", " ": "  "}


def render(comparisons: Sequence[Comparison], *, now: datetime, limit: int = COMMENT) -> str:
    """Counts, consequences, settings, then a folded block for each object. Ends in a newline.

    Args:
        comparisons: One per input.
        now: For the ages of things.
        limit: The most bytes to write: what does not fit is counted in the last line.
    """
    page = Page(limit, command="airkust diff")
    page.lines(MARKER, "## airkust diff", "")
    page.table(("input", *words.FATES, "drifted"), map(_counts, comparisons), "input")
    for comparison in comparisons:
        _comparison(page, comparison, now)
    return page.text()


def _counts(comparison: Comparison) -> tuple[str, ...]:
    numbers = [number for _, number in words.fates(comparison)]
    drifted = sum(words.has_drifted(each) for each in comparison.objects)
    return (_text(comparison.input), *map(str, (*numbers, drifted)))


def _comparison(page: Page, comparison: Comparison, now: datetime) -> None:
    page.heading(f"### {_text(comparison.input)}")
    page.lines(f"Compared with {_text(words.against(comparison, now))}: {words.summary(comparison)}.")
    if comparison.errors:
        page.heading("#### Not looked at")
        page.items((f"- {_text(error)}" for error in comparison.errors), "error")
    if comparison.impacts:
        page.heading("#### What it does")
        columns = ("severity", "object", "what happens", "takes", "what to do")
        page.table(columns, map(_impact, comparison.impacts), "consequence")
    if comparison.settings:
        page.heading("#### Effective settings of Airflow")
        page.table(("setting", "now", "then", "where"), _settings(comparison), "setting")
    shown = [each for fate in FATES for each in comparison.of_fate(fate)]
    if shown:
        page.heading("#### Objects")
    for each in shown:
        if not page.lines(*_object(each, now, comparison.against.base)):
            page.leave_out("object")


def _impact(impact: Impact) -> tuple[str, ...]:
    because = words.because(impact)
    message = f"{words.consequence(impact)} (because of {because})" if because else words.consequence(impact)
    takes = words.duration(impact.seconds) if impact.seconds else ""
    return (impact.severity, _code(words.name(impact.subject)), _text(message), takes, _text(impact.fix))


def _settings(comparison: Comparison) -> Iterator[tuple[str, ...]]:
    for each in comparison.settings:
        before, after = words.setting_value(each.before), words.setting_value(each.after)
        yield _code(words.setting(each)), _code(before), _code(after), _text(words.components(each))


def _object(each: ObjectDiff, now: datetime, base: str) -> Iterator[str]:
    source = f" <code>{_html(str(each.source))}</code>" if each.source else ""
    opened = " open" if each.fate in (Fate.FAILED, Fate.RECREATED) else ""
    yield f"<details{opened}>"
    yield f"<summary>{each.fate} <code>{_html(words.name(each.id))}</code>{source}</summary>"
    yield ""
    notes = [f"- {note}" for note in _notes(each)]
    yield from notes
    lines = [line for change in each.changes for line in _change(change, now, base)]
    if lines:
        yield from ([""] if notes else [])
        yield from _fenced(lines)
    yield from ("", "</details>", "")


def _fenced(lines: Sequence[str]) -> Iterator[str]:
    fence = "`" * max(3, 1 + max(map(longest_row, lines)))
    yield f"{fence}diff"
    yield from (cut(line, LONGEST) for line in lines[:FENCED])
    if (more := len(lines) - FENCED) > 0:
        yield f"# {more} more lines: `airkust diff` shows them"
    yield fence


def _notes(each: ObjectDiff) -> Iterator[str]:
    if each.error:
        yield f"**error:** {_text(each.error)}"
    body = each.predicted if each.fate is Fate.CREATED else each.live
    if each.fate in (Fate.CREATED, Fate.ORPHANED) and (said := gist(each.id.kind, body)):
        yield _text(said)
    if each.fate is Fate.ORPHANED:
        yield "rendered no more; it stays unless somebody prunes"
    if each.previous:
        yield f"takes the place of {_code(words.name(each.previous))}"
    if each.approximate:
        yield f"approximate: {_text(each.approximate)}"
    for warning in each.warnings:
        yield f"the API server warns: {_text(warning)}"


def _change(change: Change, now: datetime, base: str) -> Iterator[str]:
    """A change as `diff` shows it: its path and cause where a patch has line numbers."""
    for leaf in words.leaves(change):
        cause = words.cause(leaf, now, base)
        yield f"@@ {values.field(leaf)}{f'  {cause}' if cause else ''} @@"
        if leaf.kind is leaf.kind.REORDERED:
            yield f"! reordered: {values.one_line(leaf)}"
        else:
            yield from (f"{SIGNS[sign]}{text}".rstrip() for sign, text in values.signed_lines(leaf))


def _text(text: str) -> str:
    return plain(cut(flat(text)))


def _code(text: str) -> str:
    return code(cut(visible(text), LONGEST))


def _html(text: str) -> str:
    return MENTION.sub("@<!-- -->", escape(flat(cut(text, LONGEST))))
