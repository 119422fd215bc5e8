"""Which baseline holds for an input, and what does it hide?"""

import os
from collections.abc import Sequence
from pathlib import Path

from airkust.cli.inputs import STDIN, Input
from airkust.errors import UsageError
from airkust.model.baseline import Accepted, accepted, without_accepted
from airkust.model.result import CheckResult
from airkust.parse.baseline import read_baseline
from airkust.report import baseline as written
from airkust.workspace import report_files

Found = Sequence[tuple[Input, CheckResult]]


class Baselines:
    """The baseline of each input; a file is read once.

    Args:
        named: The file of the command line, which holds for all inputs.

    Raises:
        UsageError: It cannot be read.
        InputError: It is no baseline.
    """

    def __init__(self, named: Path | None) -> None:
        self._named = named
        self._read: dict[Path, frozenset[Accepted]] = {}
        if named:
            self._entries(named)  # a mistyped file is said before anything is built

    def apply(self, each: Input, result: CheckResult) -> CheckResult:
        """The result without what the baseline of its input holds."""
        file = self._named or each.baseline
        return without_accepted(result, name_in(file, each), self._entries(file)) if file else result

    def _entries(self, file: Path) -> frozenset[Accepted]:
        if file not in self._read:
            name = os.path.relpath(file)
            try:
                data = file.read_bytes()
            except OSError as error:
                raise UsageError(
                    f"{name}: cannot be read: {error.strerror}",
                    hint=f"`airkust check --write-baseline {name}` writes it",
                ) from error
            self._read[file] = read_baseline(data, name)
        return self._read[file]


def write(file: Path, found: Found) -> int:
    """Write all findings as a baseline; returns how many it holds.

    Raises:
        UsageError: It cannot be written.
    """
    entries = frozenset[Accepted]().union(*(accepted(result, name_in(file, each)) for each, result in found))
    report_files.write(file, written.render(entries).encode())
    return len(entries)


def name_in(file: Path, each: Input) -> str:
    """What a baseline calls an input: the same from whichever directory it is asked for."""
    if each.path is None:
        return STDIN
    name = Path(os.path.relpath(each.path.resolve(), file.resolve().parent)).as_posix()
    return name.encode(errors="replace").decode()  # it need not be UTF-8, a baseline is
