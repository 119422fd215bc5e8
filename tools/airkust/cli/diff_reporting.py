"""How does a comparison reach the user, and which exit code follows from it?

Each format is imported only where it is asked for.
"""

# ruff: noqa: PLC0415

import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib import import_module
from typing import TYPE_CHECKING

from airkust.cli.diff_options import DiffFormat
from airkust.cli.options import ColorChoice
from airkust.cli.outputs import Output
from airkust.cli.terminal import note, wants_color
from airkust.diff.impact import Gate
from airkust.errors import UsageError

if TYPE_CHECKING:
    from airkust.diff.comparison import Comparison

WIDTH = 120
"""Columns, where there is no terminal."""

EXIT_SAME = 0
EXIT_DIFFERENT = 1
EXIT_INCOMPLETE = 2
EXIT_GATE = 3


@dataclass(frozen=True, slots=True)
class Telling:
    """How the user wants to be told.

    Attributes:
        outputs: At most one of them goes to standard output.
        gates: What makes the exit code 3.
        exit_zero: Differences leave the exit code 0.
    """

    outputs: Sequence[Output[DiffFormat]]
    color: ColorChoice
    gates: frozenset[Gate]
    explain_ignored: bool
    quiet: bool
    exit_zero: bool

    def load(self) -> None:
        """Import what tells, before there is something to tell."""
        for output in self.outputs:
            import_module(f"airkust.report.diff.{output.form.name.lower()}")

    def tell(self, comparisons: "Sequence[Comparison]", notes: Sequence[str] = ()) -> int:
        """Write the reports, sum up on standard error, and return the exit code.

        Raises:
            UsageError: A file cannot be written.
        """
        from airkust.cli.delivery import deliver

        written = [(output.file, self._document(output, comparisons)) for output in self.outputs]
        deliver(written)
        self._sum_up(comparisons, notes)
        return self._exit_code(comparisons)

    def _exit_code(self, comparisons: "Sequence[Comparison]") -> int:
        if not all(each.complete for each in comparisons):
            return EXIT_INCOMPLETE
        if any(each.failed_gates(self.gates) for each in comparisons):
            return EXIT_GATE
        if any(each.differs for each in comparisons) and not self.exit_zero:
            return EXIT_DIFFERENT
        return EXIT_SAME

    def _sum_up(self, comparisons: "Sequence[Comparison]", notes: Sequence[str]) -> None:
        from airkust.report.diff.summary import failures, one_line

        for line in notes:
            note(f"note: {line}")
        for each in comparisons:
            if not self.quiet:
                note(one_line(each))
            if all(output.form is DiffFormat.UNIFIED for output in self.outputs):  # a patch tells no errors
                for line in failures(each):
                    note(f"error: {line}")
            for gate in sorted(each.failed_gates(self.gates)):
                note(f"{each.input}: fails --fail-on {gate}")

    def _document(self, output: Output[DiffFormat], comparisons: "Sequence[Comparison]") -> bytes:
        if output.form is DiffFormat.UNIFIED:
            from airkust.cli.external_diff import external_diff

            if (shown := external_diff(comparisons)) is not None:
                return shown
        colored = output.file is None and wants_color(self.color)
        return self._told(output.form, comparisons, color=colored).encode(errors="replace")

    def _told(  # noqa: PLR0911 -- one for each format
        self, form: DiffFormat, comparisons: "Sequence[Comparison]", *, color: bool
    ) -> str:
        now = datetime.now(UTC)
        width = shutil.get_terminal_size((WIDTH, 0)).columns
        match form:
            case DiffFormat.TEXT:
                from airkust.report.diff import text

                explain = self.explain_ignored
                return text.render(comparisons, now=now, color=color, explain_ignored=explain, width=width)
            case DiffFormat.SIDE_BY_SIDE:
                from airkust.report.diff import side_by_side

                return side_by_side.render(comparisons, now=now, color=color, width=width)
            case DiffFormat.UNIFIED:
                from airkust.report.diff import unified

                return unified.render(comparisons, now=now)
            case DiffFormat.JSON:
                from airkust.report.diff import json

                return json.render(comparisons, now=now)
            case DiffFormat.MARKDOWN:
                from airkust.report.diff import markdown

                return markdown.render(comparisons, now=now)
            case DiffFormat.SARIF:
                from importlib.metadata import version

                from airkust.report.diff import sarif

                return sarif.render(comparisons, now=now, version=version("airkust"))
            case DiffFormat.JUNIT:
                from airkust.report.diff import junit

                return junit.render(comparisons, now=now, gates=self.gates)
            case DiffFormat.HTML:
                from importlib.metadata import version

                from airkust.report.diff import html

                return html.render(comparisons, now=now, version=version("airkust"))


def gates(wanted: Sequence[str]) -> frozenset[Gate]:
    """The gates that `--fail-on` names.

    Raises:
        UsageError: There is no such gate.
    """
    names = [name.strip() for entry in wanted for name in entry.split(",") if name.strip()]
    for name in names:
        if name not in tuple(Gate):
            raise UsageError(f'--fail-on: "{name}" is no gate', hint=f"one of {', '.join(Gate)}")
    return frozenset(map(Gate, names))
