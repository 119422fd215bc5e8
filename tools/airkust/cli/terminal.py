"""How does text reach the user: which stream, coloured or not, and when a reader hangs up?"""

import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from airkust.cli.options import ColorChoice

REDRAWN_EVERY = 0.1
"""Seconds between two states of a count."""


def wants_color(choice: ColorChoice) -> bool:
    """Whether standard output is to be coloured."""
    if choice is ColorChoice.AUTO:
        # no-color.org: any value but the empty one counts
        return sys.stdout.isatty() and not os.environ.get("NO_COLOR")
    return choice is ColorChoice.ALWAYS


def emit(data: bytes) -> None:
    """Write to standard output. A reader that hung up (`| head`) changes neither exit code nor stderr."""
    try:
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        # else Python complains once more when it flushes at its end
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def note(line: str) -> None:
    """Write a line about the work itself, not its result, to standard error."""
    sys.stderr.write(f"{line}\n")


@contextmanager
def progress(what: str) -> Iterator[None]:
    """Say what is being done while it lasts, if somebody is watching."""
    if not sys.stderr.isatty():
        yield
        return
    sys.stderr.write(f"{what} …")
    sys.stderr.flush()
    try:
        yield
    finally:
        sys.stderr.write("\r\033[K")
        sys.stderr.flush()


@contextmanager
def counting(what: str, *, quiet: bool = False) -> Iterator[Callable[[int, int], None]]:
    """Give a function that tells how many of how many are done, if somebody is watching.

    Args:
        what: Is being done.
        quiet: Nobody wants to know.
    """
    watched = sys.stderr.isatty() and not quiet
    told = 0.0

    def tell(done: int, total: int) -> None:
        nonlocal told
        if watched and time.monotonic() - told >= REDRAWN_EVERY:
            told = time.monotonic()
            sys.stderr.write(f"\r\033[K{what} {done}/{total} …")
            sys.stderr.flush()

    try:
        yield tell
    finally:
        if watched:
            sys.stderr.write("\r\033[K")
            sys.stderr.flush()
