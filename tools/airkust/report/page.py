"""How is Markdown written that must not become too long?"""

from collections.abc import Iterable, Sequence

from airkust.report.words import counted

LAST_LINE = 400
"""Bytes kept for the line that says what was left out."""


class Page:
    """Markdown that grows by whole lines, and counts what no longer fits.

    Once something did not fit nothing more is written: a reader must not take the rest for all.

    Args:
        limit: The most bytes it may come to.
        command: What shows all that is left out.
    """

    def __init__(self, limit: int, *, command: str = "airkust check") -> None:
        self._room = limit - LAST_LINE
        self._command = command
        self._written: list[str] = []
        self._full = False
        self._left_out: dict[str, int] = {}

    def lines(self, *lines: str) -> bool:
        """Write lines together, or none of them; returns whether they fit."""
        size = sum(len(line.encode(errors="replace")) + 1 for line in lines)
        self._full = self._full or size > self._room
        if self._full:
            return False
        self._room -= size
        self._written.extend(lines)
        return True

    def heading(self, text: str) -> None:
        """Begin a section."""
        self.lines("", text, "")

    def table(self, columns: Sequence[str], rows: Iterable[Sequence[str]], what: str) -> None:
        """Write a table, row by row.

        Args:
            columns: Its head.
            rows: Cells, escaped.
            what: What a row is, as one of those that are left out.
        """
        head = [_row(columns), _row(["---"] * len(columns))]
        for row in map(_row, rows):
            if self.lines(*head, row):
                head = []
            else:
                self.leave_out(what)

    def items(self, lines: Iterable[str], what: str) -> None:
        """Write lines one by one; `what` is as for `table`."""
        for line in lines:
            if not self.lines(line):
                self.leave_out(what)

    def text(self) -> str:
        """What was written, and a last line for what was not."""
        if self._left_out:
            counts = ", ".join(counted(number, what) for what, number in self._left_out.items())
            last = f"_Left out, for want of room: {counts}. `{self._command}` shows them all._"
            return "\n".join([*self._written, "", last, ""])
        return "\n".join([*self._written, ""])

    def leave_out(self, what: str) -> None:
        """Count something that does not fit."""
        self._left_out[what] = self._left_out.get(what, 0) + 1


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"
