"""Starts programs and knows which processes are whose: the only import of subprocess in the lab."""

import contextlib
import os
import signal
import subprocess
import time
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from lab.errors import ToolFailed, ToolMissing

OWNER = "AIRKUST_LAB_OWNER"
"""The variable in the environment of every process the lab starts; its value is the state directory."""


def run(
    argv: Sequence[str],
    *,
    stdin: str | None = None,
    timeout: float = 120,
    env: Mapping[str, str] | None = None,
) -> str:
    """Run a program to its end and return what it printed.

    Args:
        argv: The program and its arguments.
        stdin: Text it reads.
        timeout: In seconds.
        env: Variables added to this process's own.

    Raises:
        ToolMissing: There is no such program.
        ToolFailed: It ended with an error, or not in time; holds the command and its last words.
    """
    try:
        done = subprocess.run(
            argv, input=stdin, capture_output=True, text=True, timeout=timeout, check=False,
            env={**os.environ, "PATH": search_path(), **(env or {})},
        )  # fmt: skip
    except FileNotFoundError as error:
        raise ToolMissing(f"{argv[0]} is not installed", hint="make lab-setup") from error
    except subprocess.TimeoutExpired as error:
        raise ToolFailed(f"{' '.join(argv)} did not end within {timeout:.0f} s") from error
    if done.returncode:
        said = (done.stderr or done.stdout).strip()[-2000:]
        raise ToolFailed(f"{' '.join(argv)} failed with {done.returncode}:\n{said}")
    return done.stdout


def search_path() -> str:
    """Where programs are looked for: PATH, and where Debian puts those of the administrator."""
    return os.pathsep.join([os.environ.get("PATH", os.defpath), "/usr/local/sbin", "/usr/sbin", "/sbin"])


def spawn(argv: tuple[str, ...], *, log: Path, env: Mapping[str, str], owner: Path) -> int:
    """Start a program that outlives this one, in a session of its own, and return its pid.

    From then on `owned` finds it: the kernel shows its environment a moment after it has begun to run.

    Args:
        argv: The program and its arguments.
        log: Both its outputs are appended here.
        env: Its whole environment, but for the mark of its owner.
        owner: The state directory of the lab it belongs to.
    """
    log.parent.mkdir(parents=True, exist_ok=True)
    flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND
    pid = os.posix_spawnp(
        argv[0],
        argv,
        {**env, OWNER: str(owner)},
        file_actions=[
            (os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0),
            (os.POSIX_SPAWN_OPEN, 1, str(log), flags, 0o600),
            (os.POSIX_SPAWN_DUP2, 1, 2),
        ],
        setsid=True,
    )
    while not _is_marked(pid, owner) and identity(pid) is not None:
        time.sleep(0.001)
    return pid


def identity(pid: int) -> str | None:
    """What tells this process from every other that had or will have its pid; None when it is gone.

    The boot and the start time in ticks since then: field 22 of /proc/PID/stat, see proc(5). A process is a
    zombie from the end of its first thread on; while others are left, it still holds its ports and files.
    """
    with contextlib.suppress(ChildProcessError):
        os.waitpid(pid, os.WNOHANG)
    try:
        stat = Path(f"/proc/{pid}/stat").read_text()
        threads = list(Path(f"/proc/{pid}/task").iterdir())
    except (FileNotFoundError, ProcessLookupError):
        return None
    state, *fields = stat.rpartition(")")[2].split()
    boot = Path("/proc/sys/kernel/random/boot_id").read_text().strip()
    return None if state in "ZX" and len(threads) <= 1 else f"{boot}/{fields[18]}"


def owned(owner: Path) -> set[int]:
    """Every process that a lab started, found by the mark in its environment, recorded or not."""
    pids = (int(entry.name) for entry in Path("/proc").iterdir() if entry.name.isdigit())
    return {pid for pid in pids if _is_marked(pid, owner)}


def _is_marked(pid: int, owner: Path) -> bool:
    try:
        environment = Path(f"/proc/{pid}/environ").read_bytes()
    except OSError:  # a process may end, or be another user's, at any moment: then it is not ours to find
        return False
    return f"{OWNER}={owner}".encode() in environment.split(b"\0")


def leads_session(pid: int) -> bool:
    """Whether a process was started as a daemon is; no when it is gone."""
    with contextlib.suppress(ProcessLookupError):
        return os.getsid(pid) == pid
    return False


def end(pids: Iterable[int], *, patience: float) -> None:
    """End processes: SIGTERM, then SIGKILL for those that are left after `patience` seconds.

    Raises:
        ToolFailed: One of them survived SIGKILL for ten seconds.
    """
    alive = {pid: identity(pid) for pid in pids}
    for sent, seconds in ((signal.SIGTERM, patience), (signal.SIGKILL, 10)):
        if sent == signal.SIGTERM and not patience:
            continue
        alive = {pid: seen for pid, seen in alive.items() if seen and identity(pid) == seen}
        for pid in alive:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, sent)
        deadline = time.monotonic() + seconds
        while any(identity(pid) == seen for pid, seen in alive.items()):
            if time.monotonic() > deadline:
                break
            time.sleep(0.02)
        else:
            return
    raise ToolFailed(f"processes {sorted(alive)} cannot be ended")
