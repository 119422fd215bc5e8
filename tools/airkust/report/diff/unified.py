"""How do all changes look as one patch, as `kubectl diff` writes it?

Two trees, LIVE and MERGED, with a file per object; what is in one only is compared with an empty file. There
are no times in the headers: the same comparison gives the same bytes. Orphans are no part of it, since they
stay unless somebody prunes.
See: https://github.com/kubernetes/kubectl/blob/master/pkg/cmd/diff/diff.go (InfoObject.Name, DiffProgram)
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from hashlib import sha256
from typing import Any, Final

from airkust.diff.comparison import Comparison, Fate, ObjectDiff
from airkust.model import tree
from airkust.report.diff import line_diff, yaml_lines
from airkust.report.diff.line_diff import Hunk
from airkust.report.diff.visible import visible

CONTEXT: Final = 3
"""Lines around what differs: as `diff -u` has them."""

LONGEST: Final = 240
"""Bytes of a file's name: file systems take 255."""

FIRST: Final = 50
"""Characters of a longer name that are kept: each takes four bytes at most."""

SHOWN: Final = (Fate.RECREATED, Fate.CHANGED, Fate.CREATED)


def render(comparisons: Sequence[Comparison], *, now: datetime) -> str:  # noqa: ARG001 -- as every report
    """The patch; "" where nothing would change, else it ends in a newline.

    Args:
        comparisons: One per input.
        now: Of no use here.
    """
    lines: list[str] = []
    for name, each in _named(comparisons):
        before, after = _lines(each.live), _lines(each.predicted)
        hunks = list(line_diff.hunks(before, after, CONTEXT))
        if hunks:
            lines += [f"diff -u -N LIVE/{name} MERGED/{name}", f"--- LIVE/{name}", f"+++ MERGED/{name}"]
            lines += [line for hunk in hunks for line in _hunk(hunk)]
    return "".join(f"{line}\n" for line in lines)


def trees(comparisons: Sequence[Comparison]) -> Iterator[tuple[str, bytes | None, bytes | None]]:
    """Each object that would change, as files for a program that compares directories.

    Returns:
        The name of the file in both trees, what is in it live, and what would be; None for no file.
    """
    for name, each in _named(comparisons):
        yield name, _file(each.live), _file(each.predicted)


def _named(comparisons: Sequence[Comparison]) -> Iterator[tuple[str, ObjectDiff]]:
    """The objects that would change, and their files; one of several inputs has a number behind it."""
    seen: dict[str, int] = {}
    for comparison in comparisons:
        for each in comparison.of_fate(*SHOWN):
            name = _name(each)
            seen[name] = seen.get(name, 0) + 1
            yield (name if seen[name] == 1 else f"{name}~{seen[name]}"), each


def _name(each: ObjectDiff) -> str:
    """GROUP.VERSION.KIND.NAMESPACE.NAME, as kubectl names the file; never a path."""
    body = each.predicted or each.live or {}
    group = f"{each.id.api_group}." if each.id.api_group else ""
    version = tree.text(body, "apiVersion").rpartition("/")[2]
    name = f"{group}{version}.{each.id.kind}.{each.id.namespace}.{each.id.name}"
    written = visible(name).replace("/", "%2F").replace(" ", "%20")
    if len(written.encode()) <= LONGEST:
        return written
    return f"{written[:FIRST]}~{sha256(written.encode()).hexdigest()[:16]}"


def _lines(body: Mapping[str, Any] | None) -> list[str]:
    return [] if body is None else yaml_lines.lines(body)


def _file(body: Mapping[str, Any] | None) -> bytes | None:
    if body is None:
        return None
    return "".join(f"{line}\n" for line in yaml_lines.lines(body)).encode()


def _hunk(hunk: Hunk) -> Iterator[str]:
    before = sum(row.before is not None for row in hunk.rows)
    after = sum(row.after is not None for row in hunk.rows)
    yield f"@@ -{_range(hunk.before, before)} +{_range(hunk.after, after)} @@"
    yield from (f"{sign}{line}" for sign, line in line_diff.signed(hunk))


def _range(start: int, length: int) -> str:
    """Where a hunk begins, counted from 1, and its length: before it begins where it has none."""
    if length == 1:
        return f"{start + 1}"
    return f"{start + 1},{length}" if length else f"{start},0"
