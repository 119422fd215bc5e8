"""Which reports does the user want, and where do they go?"""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from airkust.cli.inputs import STDIN
from airkust.cli.options import OutputFormat
from airkust.errors import UsageError

STDOUT = STDIN


@dataclass(frozen=True, slots=True)
class Output:
    """One report.

    Attributes:
        file: Where it is written; None for standard output.
    """

    form: OutputFormat
    file: Path | None = None


def outputs(wanted: Sequence[str], *, fix_preview: bool = False) -> tuple[Output, ...]:
    """What `--output` was given, as FORMAT or FORMAT=FILE; text for nothing.

    Args:
        wanted: One entry for each time.
        fix_preview: Standard output is taken.

    Raises:
        UsageError: No such format, two for standard output or for one file.
    """
    chosen = tuple(map(_read, wanted)) or (() if fix_preview else (Output(OutputFormat.TEXT),))
    to_stdout = [output.form for output in chosen if output.file is None]
    if fix_preview and to_stdout:
        raise UsageError(
            f"--output {to_stdout[0]}: --fix-preview takes standard output",
            hint=f"name a file: --output {to_stdout[0]}=FILE",
        )
    if len(to_stdout) > 1:
        raise UsageError(
            f"--output: {' and '.join(to_stdout)} cannot both go to standard output",
            hint=f"name a file: --output {to_stdout[1]}=FILE",
        )
    files = [output.file.resolve() for output in chosen if output.file]
    twice = next((file for file in files if files.count(file) > 1), None)
    if twice:
        raise UsageError(f"--output: {twice} is named twice")
    return chosen


def _read(entry: str) -> Output:
    name, equals, file = entry.partition("=")
    if name not in tuple(OutputFormat):
        near = get_close_matches(name, tuple(OutputFormat), n=1)
        hint = f"did you mean {near[0]}?" if near else f"one of {', '.join(OutputFormat)}"
        raise UsageError(f'--output: "{name}" is no format', hint=hint)
    if equals and not file:
        raise UsageError(f"--output: {entry} names no file")
    return Output(OutputFormat(name), Path(file) if file and file != STDOUT else None)
