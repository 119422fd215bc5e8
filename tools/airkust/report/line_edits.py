"""Can what mends a finding be done by changing one value on one line of its file?"""

import re
from dataclasses import dataclass

from airkust.model.field_path import split
from airkust.model.finding import Finding
from airkust.parse import ReadSource

KEY = r"""(?:[A-Za-z_][\w.-]*|"[^"]*"|'[^']*')"""
LINE = re.compile(rf"""\s*(?:-\s+)*(?P<key>{KEY}):\s+(?P<value>[^\s#'"{{}}\[\]|>&*!,:]+)\s*(?:#.*)?""")
"""A key and a plain scalar. Whatever else stands there may go on for lines, or be shared."""


@dataclass(frozen=True, slots=True)
class Replacement:
    """What to put in the place of some characters of a line.

    Attributes:
        start: Column of the first character that goes, counted from 1.
        end: Column behind the last one.
        text: What comes.
    """

    start: int
    end: int
    text: str


def replacement(finding: Finding, read: ReadSource) -> Replacement | None:
    """The change of the finding's line; None where another one is needed.

    Args:
        finding: Its source leads to the line of its field.
        read: Gives the bytes of that file.
    """
    if finding.source is None or finding.source.line is None or len(finding.edits) != 1:
        return None
    [edit] = finding.edits
    last = split(edit.field)[-1] if edit.field == finding.field else 0
    lines = (read(finding.source.file) or b"").decode(errors="replace").splitlines()
    if finding.source.line > len(lines) or not edit.value or "\n" in edit.value:
        return None
    match = LINE.fullmatch(lines[finding.source.line - 1])
    if match is None or match["key"].strip("\"'") != last:
        return None
    return Replacement(match.start("value") + 1, match.end("value") + 1, edit.value)
