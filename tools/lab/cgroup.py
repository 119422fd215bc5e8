"""Control groups of both versions: a node's processes are counted, and killed, by theirs."""

import contextlib
import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path

from lab.errors import ToolFailed, UsageError

ROOT = Path("/sys/fs/cgroup")


def hierarchies(root: Path = ROOT) -> tuple[Path, ...]:
    """Where groups are made: one directory with version 2, one per controller with version 1.

    With version 1 an empty version 2 hierarchy may stand among them; runc makes groups there too.

    Raises:
        UsageError: No control groups are mounted there.
    """
    if (root / "cgroup.controllers").exists():
        return (root,)
    found = (path for path in sorted(root.glob("*")) if not path.is_symlink())
    mounted = tuple(path for path in found if (path / "cgroup.procs").exists())
    if not mounted:
        raise UsageError(
            f"no control groups are mounted at {root}", hint="use a lab without nodes: --nodes 0"
        )
    return mounted


def create(name: str) -> None:
    """Make a group and those above it, each with every controller its parent offers."""
    for hierarchy in hierarchies():
        parent = hierarchy
        for part in name.split("/"):
            _delegate(parent)
            group = parent / part
            group.mkdir(exist_ok=True)
            _inherit_cpuset(parent, group)
            parent = group


def enter(name: str, pid: int) -> None:
    """Move a process, and what it will start, into a group."""
    for hierarchy in hierarchies():
        (hierarchy / name / "cgroup.procs").write_text(str(pid))


def members(name: str) -> set[int]:
    """The processes in a group and in those below it."""
    return {pid for group in _groups(name) for pid in _pids(group)}


def kill(name: str, *, patience: float = 20) -> None:
    """End every process of a group at once, as a power cut does.

    Raises:
        ToolFailed: Some are left after `patience` seconds.
    """
    deadline = time.monotonic() + patience
    while pids := members(name):
        for pid in pids:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        if time.monotonic() > deadline:
            raise ToolFailed(f"processes {sorted(pids)} in cgroup {name} cannot be killed")
        time.sleep(0.05)


def remove(name: str, *, patience: float = 10) -> None:
    """Remove an empty group and those below it; the kernel may take a moment to let go of it.

    Raises:
        ToolFailed: It is still there after `patience` seconds.
    """
    deadline = time.monotonic() + patience
    while left := list(_groups(name)):
        for group in sorted(left, key=lambda path: len(path.parts), reverse=True):
            with contextlib.suppress(OSError):
                group.rmdir()
        if time.monotonic() > deadline:
            raise ToolFailed(f"cgroup {left[0]} cannot be removed")
        time.sleep(0.02)


def below(top: Path) -> Iterator[Path]:
    """A group and all below it, those above first; none when it is not there.

    Runtimes make and remove groups while they are read: one that goes away is passed over, which
    `Path.rglob` of Python before 3.13 does not do.
    """
    for group, _, _ in os.walk(top):
        yield Path(group)


def _groups(name: str) -> Iterator[Path]:
    for hierarchy in hierarchies():
        yield from below(hierarchy / name)


def _pids(group: Path) -> set[int]:
    try:
        return {int(line) for line in (group / "cgroup.procs").read_text().split()} - {0}
    except OSError:  # the group went away, or is a threaded one whose processes its parent lists
        return set()


def _delegate(group: Path) -> None:
    """Offer a version 2 group's controllers to its children; the root may refuse some of them."""
    control = group / "cgroup.subtree_control"
    if control.exists():
        for controller in (group / "cgroup.controllers").read_text().split():
            with contextlib.suppress(OSError):
                control.write_text(f"+{controller}")


def _inherit_cpuset(parent: Path, group: Path) -> None:
    """A version 1 cpuset group starts empty, and nothing may enter it until it is filled."""
    for name in ("cpuset.cpus", "cpuset.mems"):
        path = group / name
        if (parent / "tasks").exists() and path.exists() and not path.read_text().strip():
            path.write_text((parent / name).read_text())
