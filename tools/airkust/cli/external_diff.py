"""How is a comparison shown by the program that KUBECTL_EXTERNAL_DIFF names?"""

import os
import shlex
import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path

from airkust import process
from airkust.diff.comparison import Comparison
from airkust.errors import UsageError
from airkust.report.diff.unified import trees

VARIABLE = "KUBECTL_EXTERNAL_DIFF"
TIMEOUT = 600.0
"""Seconds: the program may be one that a person looks at."""

DIFFERENT = 1


def external_diff(comparisons: Sequence[Comparison]) -> bytes | None:
    """What the program prints; None where the variable is not set.

    Its arguments are kept as they are quoted, unlike kubectl's, which drops those with dots or quotes
    (kubernetes/kubectl#1717). Secrets are masked in what it is given.

    Raises:
        UsageError: The variable names no program.
        ToolFailed: It ended with an error.
    """
    argv = _words(os.environ.get(VARIABLE, ""))
    if not argv:
        return None
    program = shutil.which(argv[0])
    if program is None:
        raise UsageError(f"{VARIABLE}: {argv[0]} is not installed")
    with tempfile.TemporaryDirectory(prefix="airkust-") as place:
        live, merged = Path(place) / "LIVE", Path(place) / "MERGED"
        live.mkdir()
        merged.mkdir()
        for name, before, after in trees(comparisons):
            if before is not None:
                (live / name).write_bytes(before)
            if after is not None:
                (merged / name).write_bytes(after)
        command = [program, *argv[1:], str(live), str(merged)]
        completed = process.run(command, timeout=TIMEOUT)
    if completed.exit_code not in (0, DIFFERENT):
        raise process.failure(command, completed)
    return completed.stdout


def _words(text: str) -> list[str]:
    try:
        return shlex.split(text)
    except ValueError as error:
        raise UsageError(f"{VARIABLE}: {error}") from error
