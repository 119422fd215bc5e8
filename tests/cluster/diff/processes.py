"""How is the command watched while it runs?"""

import contextlib
import os
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path

from tests.conftest import AIRKUST, INTERRUPTIBLE


@contextlib.contextmanager
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
    found = []
    for thread in Path(f"/proc/{process}/task").glob("*/children"):
        with contextlib.suppress(OSError):  # a thread may end while it is read
            found += [int(word) for word in thread.read_text().split()]
    return found
