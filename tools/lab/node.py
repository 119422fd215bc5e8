"""A node: a process that holds namespaces of its own, and containerd, kubelet and so on inside them.

The holder is the node's machine. Its mount namespace gives each node its own /run/containerd,
/var/lib/kubelet and so on at the paths they have everywhere, and whatever is mounted in it ends with it, as
does its network.
"""

import contextlib
import time
from datetime import datetime
from pathlib import Path

from lab import binaries, cgroup, daemon, kubeconfig, network, node_config, pause, pki, policies, seed
from lab.api import Refused, wait
from lab.control_plane import address, admin
from lab.daemon import Daemon
from lab.errors import ToolFailed
from lab.layout import API_PORT, NodeLayout
from lab.pki import Identity
from lab.process import run
from lab.progress import Progress

READY_WITHIN = 90.0
"""Seconds a node gets; measured: 8 on an idle machine with 2 cores."""

VOLATILE = Path("/run/containerd")
"""Forgotten when the node loses power: a tmpfs."""

PERSISTENT = ("/var/lib/cni", "/var/lib/kubelet", "/var/log/containers")
"""Each node's own, kept in its directory."""

MOUNT_POINTS = (VOLATILE, *map(Path, PERSISTENT))
"""Must exist on the machine, for something to be mounted over them in the node."""


def ensure(node: NodeLayout, progress: Progress) -> None:
    """Start what is not running of a node; return when Kubernetes calls it ready."""
    with progress.step(f"{node.name} in {node.zone}"):
        _write_configuration(node)
        if daemon.running(node.lab, f"{node.name}-machine") is None:
            _power_on(node)
        network.set_link(node, up=True)
        kubelet, begun = daemon.running(node.lab, f"{node.name}-kubelet"), time.time()
        containerd, *others, controller = node_config.programs(node, enter(node))
        daemon.ensure(node.lab, containerd)
        _import_pause(node)
        for program in others:  # kubelet gives up at once where there is no containerd
            daemon.ensure(node.lab, program)
        _enforce_policies(node, controller)
        # Until it is missed, a node that came back still counts as ready from before: wait for its own word.
        since = begun if kubelet != daemon.running(node.lab, f"{node.name}-kubelet") else 0
        wait(
            f"{node.name} Ready",
            lambda: is_ready(node, since=since),
            seconds=READY_WITHIN,
            meanwhile=lambda: daemon.require(node.lab, f"{node.name}-kubelet"),
        )


def _enforce_policies(node: NodeLayout, program: Daemon) -> None:
    """Start the policy controller; return when what the API server holds is in force.

    A node that is new has no pods before: it is not ready without its address, which the controller asks for.
    """
    wait(
        f"{node.name} to be registered",
        lambda: bool(admin(node.lab).get(f"/api/v1/nodes/{node.name}")["status"].get("addresses")),
        seconds=READY_WITHIN,
        meanwhile=lambda: daemon.require(node.lab, f"{node.name}-kubelet"),
    )
    daemon.ensure(node.lab, program)
    wait(
        f"{node.name}'s network policies",
        lambda: policies.in_force(enter(node)),
        seconds=READY_WITHIN,
        meanwhile=lambda: daemon.require(node.lab, program.name),
    )


def enter(node: NodeLayout) -> tuple[str, ...]:
    """The beginning of a command that runs inside the node."""
    pid = daemon.running(node.lab, f"{node.name}-machine")
    daemon.require(node.lab, f"{node.name}-machine")
    # Not `ip netns exec`: it mounts a fresh /sys, which hides the control groups from kubelet.
    return ("nsenter", "--target", str(pid), "--mount", "--net", "--")


def is_ready(node: NodeLayout, *, since: float = 0) -> bool:
    """What the API server says of a node that has spoken after `since`, in seconds of the epoch."""
    try:
        seen = admin(node.lab).get(f"/api/v1/nodes/{node.name}")
    except Refused:
        return False
    conditions = seen["status"].get("conditions", ())
    return any(
        entry["type"] == "Ready"
        and entry["status"] == "True"
        and datetime.fromisoformat(entry["lastHeartbeatTime"]).timestamp() >= int(since)
        for entry in conditions
    )


def power_off(node: NodeLayout) -> None:
    """End everything in the node at once, as a power cut does."""
    network.unplug(node)
    cgroup.kill(node.cgroup)
    for name in daemon.names(node.lab):
        if name.startswith(f"{node.name}-"):
            daemon.stop(node.lab, name)
    # A kernel that starts has no groups; kubelet would look for the containers of those left, 3 s for each.
    cgroup.remove(node.cgroup)


def _power_on(node: NodeLayout) -> None:
    power_off(node)
    cgroup.create(f"{node.cgroup}/system")
    machine = Daemon(
        f"{node.name}-machine",
        ("unshare", "--mount", "--net", "--propagation", "slave", binaries.path(node.lab, "pause")),
        group=f"{node.cgroup}/system",
    )
    pid = daemon.ensure(node.lab, machine)
    # Once unshare has become the program, the node's mounts no longer reach the machine.
    wait(f"{node.name}'s namespaces", lambda: Path(f"/proc/{pid}/exe").readlink().name == "pause", seconds=10)
    network.plug_in(node, pid)
    # A slave of the machine's mounts that shares with its own: what kubelet mounts, containerd sees.
    mount = [*enter(node), "mount"]
    run([*mount, "--make-rshared", "/"])
    run([*mount, "-t", "tmpfs", "-o", "mode=711", "lab", str(VOLATILE)])
    for path in PERSISTENT:
        own = node.directory / "own" / path.strip("/")
        own.mkdir(parents=True, exist_ok=True)
        run([*mount, "--bind", str(own), path])
    for source, target in seed.mounts(node):
        run([*mount, "--bind", "-o", "ro", str(source), str(target)])
    run([*mount, "--bind", str(node.directory / "resolv.conf"), str(Path("/etc/resolv.conf").resolve())])


def _write_configuration(node: NodeLayout) -> None:
    names = (f"DNS:{node.name}", f"IP:{node.address}")
    identity = Identity(node.name, f"system:node:{node.name}", "system:nodes", names)
    pki.ensure(node.lab.pki, [identity])
    for name, text in node_config.files(node):
        path = node.directory / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    kubeconfig.write(
        node.directory / "kubeconfig",
        server=f"https://{address(node.lab)}:{API_PORT}",
        pki=node.lab.pki,
        identity=node.name,
    )


def _import_pause(node: NodeLayout) -> None:
    """Give containerd the image of every pod's first container."""
    archive = node.lab.state / "pause.tar"
    pause.write_archive(Path(binaries.path(node.lab, "pause")), archive)
    ctr = [*enter(node), binaries.path(node.lab, "ctr")]

    def serves() -> bool:
        daemon.require(node.lab, f"{node.name}-containerd")
        with contextlib.suppress(ToolFailed):
            return bool(run([*ctr, "version"]))
        return False

    wait(f"{node.name}'s containerd", serves, seconds=READY_WITHIN)
    run([*ctr, "--namespace", "k8s.io", "images", "import", str(archive)])
