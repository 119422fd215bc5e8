"""Tells the user what is being done and how long it took."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TextIO


class Progress:
    """Writes a line per step: on a terminal when it begins and ends, elsewhere when it ends.

    Args:
        out: Where to; standard error unless given, so that results stay alone on standard output.
    """

    def __init__(self, out: TextIO | None = None) -> None:
        self._out = out or sys.stderr

    @contextmanager
    def step(self, what: str) -> Iterator[None]:
        """Time the body; a body that fails is reported without a time."""
        terminal = self._out.isatty()
        if terminal:
            self._write(f"   ...    {what}")
        begun = time.monotonic()
        try:
            yield
        except BaseException:
            self._write(f"{self._start(terminal)} failed    {what}\n")
            raise
        self._write(f"{self._start(terminal)}{time.monotonic() - begun:6.1f} s  {what}\n")

    def say(self, text: str) -> None:
        """One line."""
        self._write(f"{text}\n")

    @staticmethod
    def _start(terminal: bool) -> str:  # noqa: FBT001 -- private, one caller's state
        return "\r\033[K" if terminal else ""

    def _write(self, text: str) -> None:
        self._out.write(text)
        self._out.flush()
