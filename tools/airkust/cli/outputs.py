"""Which reports does the user want, and where do they go?"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Generic, TypeVar

from airkust.errors import UsageError

STDOUT = "-"

Form = TypeVar("Form", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class Output(Generic[Form]):
    """One report.

    Attributes:
        file: Where it is written; None for standard output.
    """

    form: Form
    file: Path | None = None


def outputs(
    wanted: Sequence[str], forms: type[Form], *, default: Form, fix_preview: bool = False
) -> tuple[Output[Form], ...]:
    """What `--output` was given, as FORMAT or FORMAT=FILE.

    Args:
        wanted: One entry for each time.
        forms: Those there are.
        default: The one for nothing.
        fix_preview: Standard output is taken.

    Raises:
        UsageError: No such format, two for standard output or for one file.
    """
    chosen = tuple(_read(entry, forms) for entry in wanted) or (() if fix_preview else (Output(default),))
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


def _read(entry: str, forms: type[Form]) -> Output[Form]:
    name, equals, file = entry.partition("=")
    if name not in tuple(forms):
        from difflib import get_close_matches  # noqa: PLC0415 -- for those who mistype

        near = get_close_matches(name, tuple(forms), n=1)
        hint = f"did you mean {near[0]}?" if near else f"one of {', '.join(forms)}"
        raise UsageError(f'--output: "{name}" is no format', hint=hint)
    if equals and not file:
        raise UsageError(f"--output: {entry} names no file")
    return Output(forms(name), Path(file) if file and file != STDOUT else None)
