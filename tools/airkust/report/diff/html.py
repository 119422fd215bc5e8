"""How does a comparison look on one page for people?

No script runs in it and nothing is loaded: its Content-Security-Policy forbids both. Jinja2 escapes whatever
a manifest says.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Final

from airkust.diff.change import Change, ChangeKind
from airkust.diff.comparison import Comparison, Fate, ObjectDiff
from airkust.report.diff import line_diff, values, words
from airkust.report.diff.gist import gist
from airkust.report.diff.line_diff import Row
from airkust.report.diff.visible import flat, visible

if TYPE_CHECKING:
    from jinja2 import Environment

ROWS: Final = 200
"""Lines of one value: whoever has more reads the patch, not a page."""

ORDER: Final = (Fate.FAILED, Fate.RECREATED, Fate.CHANGED, Fate.CREATED, Fate.ORPHANED)
SIGNS: Final = {
    Fate.FAILED: "error",
    Fate.RECREATED: "warning",
    Fate.CHANGED: "info",
    Fate.CREATED: "pass",
    Fate.ORPHANED: "unknown",
}


@dataclass(frozen=True, slots=True)
class _Field:
    """One change.

    Attributes:
        said: What it is, on one line; "" where lines say it.
        rows: The lines of both sides.
        more: Lines beyond those shown.
    """

    path: str
    kind: ChangeKind
    cause: str
    said: str
    rows: tuple[Row, ...]
    more: int


@dataclass(frozen=True, slots=True)
class _Shown:
    """One object."""

    each: ObjectDiff
    name: str
    sign: str
    gist: str
    fields: tuple[_Field, ...]


@dataclass(frozen=True, slots=True)
class _Section:
    """One input."""

    comparison: Comparison
    against: str
    summary: str
    sign: str
    counts: tuple[tuple[Fate, int], ...]
    drifted: int
    objects: tuple[_Shown, ...]


def render(comparisons: Sequence[Comparison], *, now: datetime, version: str) -> str:
    """The whole page. The same arguments give the same bytes.

    Args:
        comparisons: One per input.
        now: For the ages of things.
        version: Of airkust.
    """
    import base64  # noqa: PLC0415 -- only a page needs these
    import hashlib  # noqa: PLC0415

    from markupsafe import Markup  # noqa: PLC0415

    style = _style()
    return (
        _environment()
        .get_template("diff.html")
        .render(
            date=words.utc(now),
            sections=[_section(each, now) for each in comparisons],
            style=Markup(style),  # noqa: S704 -- ours, from the package
            style_hash=base64.b64encode(hashlib.sha256(style.encode()).digest()).decode(),
            version=version,
            words=words,
        )
    )


def _environment() -> "Environment":
    from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined  # noqa: PLC0415 -- as above

    environment = Environment(
        loader=ChoiceLoader([PackageLoader(__package__), PackageLoader("airkust.report.html")]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters.update(flat=flat, visible=_line)
    return environment


def _style() -> str:
    from importlib import resources  # noqa: PLC0415 -- as above

    shared = resources.files("airkust.report.html").joinpath("templates", "report.css")
    own = resources.files(__package__).joinpath("templates", "diff.css")
    return shared.read_text(encoding="utf-8") + own.read_text(encoding="utf-8")


def _section(comparison: Comparison, now: datetime) -> _Section:
    worst = [impact.severity for impact in comparison.impacts]
    good = "info" if comparison.differs else "pass"
    objects = [each for fate in ORDER for each in comparison.of_fate(fate)]
    return _Section(
        comparison,
        words.against(comparison, now),
        words.summary(comparison),
        sign=str(worst[0]) if worst else good if comparison.complete else "error",
        counts=tuple(words.fates(comparison)),
        drifted=sum(words.has_drifted(each) for each in comparison.objects),
        objects=tuple(_shown(each, now, comparison.against.base) for each in objects),
    )


def _shown(each: ObjectDiff, now: datetime, base: str) -> _Shown:
    whole = each.predicted if each.fate is Fate.CREATED else each.live if each.fate is Fate.ORPHANED else None
    leaves = (leaf for change in each.changes for leaf in words.leaves(change))
    return _Shown(
        each,
        words.name(each.id),
        SIGNS[each.fate],
        gist(each.id.kind, whole),
        tuple(_field(leaf, words.cause(leaf, now, base)) for leaf in leaves),
    )


def _field(change: Change, cause: str) -> _Field:
    said = values.one_line(change)
    rows = [] if said is not None else list(_rows(change))
    return _Field(
        values.field(change), change.kind, cause, said or "", tuple(rows[:ROWS]), max(len(rows) - ROWS, 0)
    )


def _rows(change: Change) -> Iterator[Row]:
    before = [] if change.kind is ChangeKind.ADDED else values.text_lines(change.before)
    after = [] if change.kind is ChangeKind.REMOVED else values.text_lines(change.after)
    for number, hunk in enumerate(line_diff.hunks(before, after, values.CONTEXT)):
        if number:
            yield Row("…", "…", same=True)
        yield from (Row(_shortened(row.before), _shortened(row.after), row.same) for row in hunk.rows)


def _shortened(line: str | None) -> str | None:
    return None if line is None else values.shortened(line)


def _line(text: str | None) -> str:
    return visible(text or "")
