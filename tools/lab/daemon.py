"""The lab's long-running programs: each has a record that says which process it is, and a log."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from lab import cgroup, process
from lab.errors import ToolFailed
from lab.layout import Lab

PATIENCE = 3.0
"""Seconds a daemon gets to end by itself."""


@dataclass(frozen=True)
class Daemon:
    """A program that runs until it is stopped, or is to run with other arguments or configuration.

    Args:
        name: Unique in the lab; names its record and its log.
        argv: Program and arguments.
        files: The configuration it reads at its start.
        group: The cgroup it enters, or none.
        env: Variables beyond PATH and HOME.
    """

    name: str
    argv: tuple[str, ...]
    files: tuple[Path, ...] = ()
    group: str | None = None
    env: Mapping[str, str] = field(default_factory=dict)


def ensure(lab: Lab, daemon: Daemon) -> int:
    """Return the pid of the daemon, started now if it is not running as described."""
    record = _read(lab, daemon.name)
    description = {"argv": list(daemon.argv), "files": [_digest(path) for path in daemon.files]}
    if record and all(record.get(key) == value for key, value in description.items()):
        return _pid(record)
    stop(lab, daemon.name)
    pid = process.spawn(
        daemon.argv, log=log(lab, daemon.name), env={**_environment(), **daemon.env}, owner=lab.state
    )
    if daemon.group:
        cgroup.enter(daemon.group, pid)
    value = {"pid": pid, "identity": process.identity(pid), **description}
    path = _record(lab, daemon.name)
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_suffix(".new")
    fresh.write_text(json.dumps(value))
    fresh.replace(path)
    return pid


def running(lab: Lab, name: str) -> int | None:
    """The pid of a daemon, or None when it is not running."""
    record = _read(lab, name)
    return _pid(record) if record else None


def require(lab: Lab, name: str) -> None:
    """Notice that a daemon has died.

    Raises:
        ToolFailed: It has; holds the end of its log.
    """
    if running(lab, name) is None:
        path = log(lab, name)
        said = path.read_text(errors="replace")[-1500:] if path.exists() else ""
        raise ToolFailed(f"{name} has died; the end of its log:\n{said}", hint=f"read {path}")


def stop(lab: Lab, name: str, *, patience: float = PATIENCE) -> bool:
    """End a daemon; says whether it was running."""
    pid = running(lab, name)
    if pid is not None:
        process.end([pid], patience=patience)
    _record(lab, name).unlink(missing_ok=True)
    return pid is not None


def names(lab: Lab) -> tuple[str, ...]:
    """Every daemon that was started and not stopped, dead ones included."""
    return tuple(sorted(path.stem for path in (lab.state / "run").glob("*.json")))


def strays(lab: Lab) -> set[int]:
    """Daemons that a run which was cut off has started and not recorded.

    A daemon leads its session; what it starts itself, a shim or a mount command, does not.
    """
    recorded = {running(lab, name) for name in names(lab)}
    return {pid for pid in process.owned(lab.state) - recorded if process.leads_session(pid)}


def log(lab: Lab, name: str) -> Path:
    """Where a daemon writes."""
    return lab.logs / f"{name}.log"


def _record(lab: Lab, name: str) -> Path:
    return lab.state / "run" / f"{name}.json"


def _read(lab: Lab, name: str) -> dict[str, object] | None:
    """The record of a daemon, if the process it names is still that process."""
    try:
        record: dict[str, object] = json.loads(_record(lab, name).read_text())
        identity, seen = record["identity"], process.identity(_pid(record))
    except (FileNotFoundError, ValueError, KeyError):
        return None
    return record if seen and seen == identity else None


def _pid(record: dict[str, object]) -> int:
    return int(str(record["pid"]))


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _environment() -> dict[str, str]:
    """What daemons see of the caller's variables: the others may hold secrets."""
    return {"PATH": process.search_path(), "HOME": str(Path.home())}
