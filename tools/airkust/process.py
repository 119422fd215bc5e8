"""How is another program started? The only module that does: a list of arguments, never a shell."""

import signal
import subprocess
import threading
from collections.abc import Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from airkust.errors import ToolFailed, ToolMissing

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import FrameType

QUOTED_CHARACTERS = 2000
"""How much of what a program wrote goes into a message: its end, where the reason usually stands."""

PATIENCE = 2.0
"""Seconds a program in the background gets to end, and its last words to arrive."""


@dataclass(frozen=True, slots=True)
class Completed:
    """A program that ran to its end.

    Attributes:
        exit_code: Below zero: ended by that signal.
        stdout: As written.
        stderr: Decoded; may quote documents, so whoever shows it must know what the program says.
    """

    exit_code: int
    stdout: bytes
    stderr: str


class Background:
    """A program that runs beside us and reads and writes nothing but its errors."""

    def __init__(self, child: "subprocess.Popen[bytes]") -> None:
        self._child = child
        self._end = b""
        self._waited = False
        # a daemon: what the program has started may hold its standard error for longer than it lives
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def exit_code(self) -> int | None:
        """How it ended, as `Completed.exit_code`; None while it runs."""
        return self._child.poll()

    def said(self) -> str:
        """The end of what it wrote to its standard error; whole once it has ended."""
        if self.exit_code() is not None and not self._waited:
            self._reader.join(PATIENCE)
            self._waited = True
        return self._end.decode(errors="replace")

    def end(self) -> None:
        """Ask it to end, and kill it where it does not listen."""
        self._child.terminate()
        try:
            self._child.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            self._child.kill()
            self._child.wait()
        self._reader.join(PATIENCE)

    def _read(self) -> None:
        stream = self._child.stderr
        try:
            while stream and (some := stream.read(QUOTED_CHARACTERS)):
                self._end = (self._end + some)[-QUOTED_CHARACTERS:]
        except (OSError, ValueError):
            return  # closed under our hands: we are about to end


_running: set[subprocess.Popen[bytes]] = set()
_stopping = False
_lock = threading.Lock()


def run(
    argv: Sequence[str],
    *,
    timeout: float,
    cwd: Path | None = None,
    stdin: bytes = b"",
    environment: Mapping[str, str] | None = None,
) -> Completed:
    """Run a program to its end; its exit code is for the caller to judge.

    Args:
        argv: The program, as a path, and its arguments.
        timeout: Seconds after which it is killed.
        cwd: Where it runs; None for where we stand.
        stdin: What it reads; nothing reaches it from our own standard input.
        environment: All its variables; None for ours.

    Raises:
        ToolMissing: The program cannot be started.
        ToolFailed: It did not end in time.
    """
    with ExitStack() as until_its_end:
        with _interrupts_held():
            child = until_its_end.enter_context(_running_child(argv, cwd, environment))
        try:
            stdout, stderr = child.communicate(stdin, timeout=timeout)
        except subprocess.TimeoutExpired as error:
            raise ToolFailed(
                f"{command_line(argv)} did not end within {timeout:g} s and was stopped"
            ) from error
    return Completed(child.returncode, stdout, stderr.decode(errors="replace"))


@contextmanager
def background(
    argv: Sequence[str], *, cwd: Path | None = None, environment: Mapping[str, str] | None = None
) -> "Iterator[Background]":
    """A program that runs while the block does, and ends with it, whatever happens.

    Args:
        argv: The program, as a path, and its arguments.
        cwd: Where it runs; None for where we stand.
        environment: All its variables; None for ours.

    Raises:
        ToolMissing: The program cannot be started.
    """
    with ExitStack() as until_its_end:
        with _interrupts_held():
            child = until_its_end.enter_context(_running_child(argv, cwd, environment, talks=False))
        program = Background(child)
        yield program
        program.end()


def failure(argv: Sequence[str], completed: Completed, *, said: str | None = None) -> ToolFailed:
    """The error for a program that ended badly.

    Args:
        argv: What was run.
        completed: How it ended.
        said: What to quote instead of its stderr, where that may hold the data of a Secret.
    """
    text = (completed.stderr if said is None else said).strip()
    if len(text) > QUOTED_CHARACTERS:
        text = f"[…] {text[-QUOTED_CHARACTERS:]}"
    ending = (
        f"ended with exit code {completed.exit_code}"
        if completed.exit_code >= 0
        else f"was ended by signal {-completed.exit_code}"
    )
    return ToolFailed(f"{command_line(argv)} {ending}" + (f":\n{text}" if text else " and said nothing"))


def stop() -> None:
    """Kill what runs, and from now on whatever a thread starts: our own process is about to end."""
    global _stopping  # noqa: PLW0603 -- see below
    with _lock:
        _stopping = True
        for child in _running:
            child.kill()


@contextmanager
def stopped() -> "Iterator[None]":
    """While it lasts, what runs is killed and what a thread starts dies at once: nobody waits for it."""
    global _stopping  # noqa: PLW0603 -- children are the process's own, so there is one state of them
    stop()
    try:
        yield
    finally:
        with _lock:
            _stopping = False


def command_line(argv: Sequence[str]) -> str:
    """The command as a person would type it."""
    import shlex  # noqa: PLC0415 -- only a failure needs it

    return shlex.join(argv)


@contextmanager
def _running_child(
    argv: Sequence[str], cwd: Path | None, environment: Mapping[str, str] | None, *, talks: bool = True
) -> "Iterator[subprocess.Popen[bytes]]":
    """A program that has been started, and is killed unless the block sees it end.

    Where it does not talk, only its standard error can be read, piece by piece as it comes.
    """
    channel = subprocess.PIPE if talks else subprocess.DEVNULL
    try:
        child = subprocess.Popen(
            list(argv),
            cwd=cwd,
            env=environment,
            bufsize=-1 if talks else 0,
            stdin=channel,
            stdout=channel,
            stderr=subprocess.PIPE,
        )
    except OSError as error:
        raise ToolMissing(
            f"{argv[0]} cannot be started: {error.strerror}", hint="is it a program for this machine?"
        ) from error
    with _lock:
        _running.add(child)
        if _stopping:
            child.kill()
    try:
        with child:  # closes the pipes and waits, whatever happened
            try:
                yield child
            except BaseException:
                child.kill()
                child.wait()  # Popen does not, after a KeyboardInterrupt
                raise
    finally:
        with _lock:
            _running.discard(child)


@contextmanager
def _interrupts_held() -> "Iterator[None]":
    """Keep Ctrl-C and SIGTERM until the block is over: Popen would leave a child that nobody knows of."""
    handlers = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    held = {number: handler for number, handler in handlers.items() if callable(handler)}
    if threading.current_thread() is not threading.main_thread():
        held = {}  # only the main thread is interrupted, and only where somebody handles it
    caught: list[tuple[int, FrameType | None]] = []
    for number in held:
        signal.signal(number, lambda *arguments: caught.append(arguments))
    try:
        yield
    finally:
        for number, handler in held.items():
            signal.signal(number, handler)
    for signalled, frame in caught:
        held[signal.Signals(signalled)](signalled, frame)
