"""How is the command watched while it runs?"""

import os
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from tests.conftest import AIRKUST, INTERRUPTIBLE


@contextmanager
def running(arguments: Sequence[str], temporary: Path) -> Iterator["subprocess.Popen[bytes]"]:
    """The command on its way, its temporary files in a place of their own; gone after the block.

    Args:
        arguments: Of airkust.
        temporary: The place; it is there already.
    """
    with subprocess.Popen(
        [*INTERRUPTIBLE, str(AIRKUST), *arguments],
        env={**os.environ, "TMPDIR": str(temporary)}, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    ) as child:  # fmt: skip
        try:
            yield child
        finally:
            child.kill()


def children(process: int) -> list[int]:
    """The processes a process has started."""
    listed = Path(f"/proc/{process}/task").glob("*/children")
    return [int(word) for file in listed for word in file.read_text().split()]
