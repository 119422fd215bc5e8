"""The command line: the only room that knows Typer, the terminal and exit codes."""

import gc
import signal
import sys
from types import FrameType

from airkust.cli.commands import app
from airkust.errors import AirkustError

__all__ = ["app", "run"]


def run() -> None:
    """Run the command line and exit. The one place where an error becomes a message and a code."""
    signal.signal(signal.SIGTERM, _end)
    try:
        app(prog_name="airkust")
    except AirkustError as error:
        sys.stderr.write(f"error: {error.message}\n")
        if error.hint:
            sys.stderr.write(f"hint: {error.hint}\n")
        sys.exit(error.exit_code)
    finally:
        _stop_children()
        gc.freeze()  # else Python looks for cycles in all there is before it ends: 25 ms after a comparison


def _stop_children() -> None:
    """Let no thread that a signal overtook start a program that nobody waits for, but Python at its end."""
    if "airkust.process" in sys.modules:  # else nothing was started, and --help need not load it
        from airkust import process  # noqa: PLC0415 -- see above

        process.stop()


def _end(number: int, _frame: FrameType | None) -> None:
    """End as after ^C, so that temporary directories go and children end."""
    sys.exit(128 + number)
