"""Where do finished documents go?"""

from collections.abc import Sequence
from pathlib import Path

from airkust.cli.terminal import emit
from airkust.workspace import report_files


def deliver(documents: Sequence[tuple[Path | None, bytes]]) -> None:
    """Write those with a file, then those for standard output: where one cannot be written, nothing is said.

    Raises:
        UsageError: A file cannot be written.
    """
    for file, document in documents:
        if file:
            report_files.write(file, document)
    for file, document in documents:
        if file is None:
            emit(document)
