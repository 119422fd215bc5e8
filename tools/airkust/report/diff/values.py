"""How is one change shown: on one line where it fits, else line by line?"""

from collections.abc import Iterator, Mapping
from typing import Any, Final, NamedTuple

from airkust.diff import change as paths
from airkust.diff.change import Change, ChangeKind
from airkust.report.diff import line_diff, yaml_lines
from airkust.report.diff.visible import listed, visible

INLINE: Final = 80
"""Characters of a value that still stands on one line with another."""

LINES: Final = 12
"""Lines of something that is added or removed as a whole: its beginning tells what it is."""

CONTEXT: Final = 2
BEFORE: Final = 20
"""Characters that are shown of what two long lines begin with alike."""

LONGEST: Final = 400
"""Characters of a line."""

STEPS: Final = 8
"""Items whose order is told."""


class Signed(NamedTuple):
    """A line and what becomes of it: `+`, `-`, or a space for what stays or is not shown."""

    sign: str
    text: str


def field(change: Change) -> str:
    """The path, on one line."""
    return visible(change.field) or "(the whole object)"


def one_line(change: Change) -> str | None:
    """For instance `2 → 3`; None where it takes more than a line."""
    match change.kind:
        case ChangeKind.REORDERED:
            matters = "; their order matters" if change.order_matters else ""
            return f"{_order(change.before)} → {_order(change.after)}{matters}"
        case ChangeKind.CHANGED:
            before, after = inline(change.before), inline(change.after)
            return None if before is None or after is None else f"{before} → {after}"
        case ChangeKind.ADDED:
            return inline(change.after)
        case ChangeKind.REMOVED:
            return inline(change.before)


def inline(value: Any) -> str | None:  # noqa: ANN401 -- whatever the object holds
    """A value that fits on a part of a line; None for what is longer, or holds more than words."""
    if isinstance(value, Mapping) and value:
        return None
    if yaml_lines.is_list(value):
        if any(isinstance(each, Mapping) or yaml_lines.is_list(each) for each in value):
            return None
        said = f"[{', '.join(map(yaml_lines.scalar, value))}]" if len(value) <= INLINE else ""
    elif isinstance(value, str) and (len(value) > INLINE or "\n" in value):
        return None
    else:
        said = yaml_lines.scalar(value)
    return said if said and len(said) <= INLINE else None


def signed_lines(change: Change, limit: int = LINES) -> list[Signed]:
    """The lines of a change that takes more than one.

    Args:
        change: Neither of documents that are compared inside nor of an order.
        limit: The most lines of something whole.
    """
    match change.kind:
        case ChangeKind.ADDED:
            return _whole("+", change.after, limit)
        case ChangeKind.REMOVED:
            return _whole("-", change.before, limit)
        case _:
            return list(_beside(change.before, change.after, limit))


def text_lines(value: object) -> list[str]:
    """A text as its own lines, everything else as YAML; what cannot be seen is escaped."""
    if isinstance(value, str):
        return [visible(line) for line in value.removesuffix("\n").split("\n")]
    return [visible(line) for line in yaml_lines.lines(value)]


def _whole(sign: str, value: object, limit: int) -> list[Signed]:
    lines = _lines(value)
    more = len(lines) - limit
    cut = [Signed(" ", f"… and {more} more lines")] if more > 1 else []
    return [*(Signed(sign, shortened(line)) for line in (lines[:limit] if cut else lines)), *cut]


def _lines(value: object) -> list[str]:
    """Short values say their type: `true` is no text."""
    short = inline(value)
    return text_lines(value) if short is None else [short]


def _beside(before: object, after: object, limit: int) -> Iterator[Signed]:
    short, other = inline(before), inline(after)
    if short is not None and other is not None:
        yield from (Signed("-", short), Signed("+", other))
        return
    old, new = text_lines(before), text_lines(after)
    if len(old) == len(new) == 1:
        start = _alike(old[0], new[0])
        yield from (
            Signed("-", shortened(_from(start, old[0]))),
            Signed("+", shortened(_from(start, new[0]))),
        )
    elif isinstance(before, str) != isinstance(after, str):
        yield from _whole("-", before, limit)
        yield from _whole("+", after, limit)
    elif old == new:
        yield Signed(" ", "only what cannot be seen differs, such as a line end behind the last line")
    else:
        for number, hunk in enumerate(line_diff.hunks(old, new, CONTEXT)):
            if number:
                yield Signed(" ", "…")
            yield from (Signed(sign, shortened(line)) for sign, line in line_diff.signed(hunk))


def _alike(before: str, after: str) -> int:
    """How much of what two long lines begin with alike is not shown."""
    shortest = min(len(before), len(after))
    same = next((at for at in range(shortest) if before[at] != after[at]), shortest)
    return same - BEFORE if max(len(before), len(after)) > INLINE and same > 2 * BEFORE else 0


def _from(start: int, line: str) -> str:
    return f"…{line[start:]}" if start else line


def shortened(line: str) -> str:
    """A line that is not longer than one reads."""
    return line if len(line) <= LONGEST else f"{line[: LONGEST - 1]}…"


def _order(steps: Any) -> str:  # noqa: ANN401 -- as a change holds it
    every = steps if yaml_lines.is_list(steps) else ()
    return visible(listed((_step(step) for step in every), STEPS))


def _step(step: object) -> str:
    return str(step) if isinstance(step, paths.Item | int | str) else yaml_lines.scalar(step)
