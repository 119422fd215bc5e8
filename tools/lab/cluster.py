"""A lab as a whole: up, down, and what is there."""

import contextlib
import fcntl
import shutil
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from lab import binaries, cgroup, control_plane, daemon, host, network, node, policies, process, seed
from lab.api import UNREACHABLE, Refused
from lab.errors import UsageError
from lab.layout import MOST_NODES, Lab
from lab.progress import Progress

LOCK_WITHIN = 5.0
"""Seconds another command gets to end before this one gives up."""


@dataclass(frozen=True)
class Component:
    """A part of the lab and how it is."""

    name: str
    state: str
    healthy: bool


def up(lab: Lab, nodes: int, progress: Progress, archives: Sequence[Path] = ()) -> None:
    """Bring the lab to at least this many nodes, starting only what is missing or has died.

    Args:
        lab: The lab.
        nodes: 0 to 9; 0 is a control plane alone. A lab that has more keeps them.
        progress: Told of each step.
        archives: Images that new nodes have from the start.

    Raises:
        UsageError: The number is out of range, or the state directory is somebody else's.
        ToolMissing: A host program is missing.
        ToolFailed: Something did not become ready.
    """
    if not 0 <= nodes <= MOST_NODES:
        raise UsageError(f"--nodes {nodes} is out of range", hint=f"0 to {MOST_NODES}")
    with locked(lab):
        wanted = max(nodes, len(lab.nodes()))
        host.require_tools(nodes=wanted > 0)
        modules = (*binaries.CONTROL_PLANE, *(binaries.NODES if wanted else ()))
        binaries.ensure(lab, modules, progress)
        process.end(daemon.strays(lab), patience=0)
        before = _running(lab)
        if wanted:
            _prepare_machine(lab, progress)
        for index in range(1, wanted + 1):
            lab.node(index).directory.mkdir(parents=True, exist_ok=True)
        control_plane.ensure(lab, progress)
        if wanted:
            control_plane.ensure_dns(lab, progress)
            control_plane.ensure_storage(lab, progress)
            policies.ensure(lab)
        _plant(lab, archives, progress)
        for place in lab.nodes():
            node.ensure(place, progress)
        if _running(lab) == before:
            progress.say("it was up already")


def down(lab: Lab, progress: Progress) -> None:
    """Leave nothing of the lab on the machine but what is compiled; also after a run that was cut off.

    Raises:
        UsageError: The state directory is somebody else's.
        ToolFailed: Something refuses to go.
    """
    owner = network.owner(lab)
    had_nodes = owner == lab.state or (owner is None and bool(lab.nodes()))
    if not lab.state.exists() and not had_nodes:
        progress.say("there is no lab")
        return
    with locked(lab), progress.step("take the lab down"):
        if had_nodes:  # these first, so that nobody restarts or misses what goes
            cgroup.kill(lab.name)
        process.end(process.owned(lab.state), patience=0)
        if had_nodes:
            cgroup.remove(lab.name)
            host.restore(lab, network.others(lab))
            network.remove(lab)
        shutil.rmtree(lab.state)


def components(lab: Lab) -> tuple[Component, ...]:
    """The API server's version, every process of the lab, and every node as Kubernetes sees it."""
    if not daemon.names(lab):
        return ()
    found = [_version(lab)]
    for name in daemon.names(lab):
        pid = daemon.running(lab, name)
        found.append(Component(name, f"pid {pid}" if pid else "dead", healthy=pid is not None))
    for place in lab.nodes():
        state = "NotReady"
        with contextlib.suppress(Refused, *UNREACHABLE):
            state = "Ready" if node.is_ready(place) else "NotReady"
        link = "" if network.link_is_up(place) else ", link down"
        found.append(Component(place.name, f"{state}, {place.zone}{link}", healthy=state == "Ready"))
    return tuple(found)


@contextlib.contextmanager
def locked(lab: Lab) -> Iterator[None]:
    """Own the state directory: one command at a time, and never a directory that is not a lab's.

    Raises:
        UsageError: It holds something else, or another command is at work.
    """
    mark = lab.state / "lab.lock"
    if lab.state.exists() and not mark.exists() and any(lab.state.iterdir()):
        raise UsageError(f"{lab.state} is not a lab's state directory", hint="set AIRKUST_LAB_DIR to another")
    lab.state.mkdir(parents=True, exist_ok=True, mode=0o700)
    with mark.open("w") as file:
        _acquire(lab, file.fileno())
        yield


def _acquire(lab: Lab, descriptor: int) -> None:
    """Lock a file; what a killed command was just starting may hold it for a moment longer."""
    deadline = time.monotonic() + LOCK_WITHIN
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            if time.monotonic() > deadline:
                raise UsageError(
                    f"another lab command is at work in {lab.state}", hint="wait for it"
                ) from error
            time.sleep(0.05)
        else:
            return


def _prepare_machine(lab: Lab, progress: Progress) -> None:
    """Make the bridge, unless another lab that still exists has made the same one.

    Raises:
        UsageError: It has.
    """
    owner = network.owner(lab)
    if owner not in {None, lab.state} and owner.exists():
        raise UsageError(
            f"the lab in {owner} has number {lab.number}",
            hint="take it down, or set AIRKUST_LAB_NUMBER to another digit",
        )
    with progress.step("network"):
        if owner not in {None, lab.state}:
            cgroup.kill(lab.name)
            network.remove(lab)
        host.require_bridge_filter()
        host.remember(lab, node.MOUNT_POINTS, network.others(lab))
        network.ensure_bridge(lab)


def _plant(lab: Lab, archives: Sequence[Path], progress: Progress) -> None:
    fresh = [place for place in lab.nodes() if not (place.directory / "containerd").exists()]
    if fresh and archives:
        ready = seed.ensure(lab, archives, progress)
        with progress.step(f"images for {', '.join(place.name for place in fresh)}"):
            for place in fresh:
                seed.plant(ready, place)


def _version(lab: Lab) -> Component:
    try:
        return Component("kubernetes", control_plane.admin(lab).get("/version")["gitVersion"], healthy=True)
    except (Refused, *UNREACHABLE):
        return Component("kubernetes", "the API server does not answer", healthy=False)


def _running(lab: Lab) -> dict[str, int | None]:
    return {name: daemon.running(lab, name) for name in daemon.names(lab)}
