"""Breaks the lab as machines and networks break, and mends it."""

from lab import cgroup, cluster, control_plane, daemon, network, node
from lab.api import Refused
from lab.errors import UsageError
from lab.layout import Lab, NodeLayout
from lab.progress import Progress

QUALITIES = ("", "burstable/", "besteffort/")
"""Where kubelet makes a pod's control group, by its quality of service."""


def kill_node(place: NodeLayout, progress: Progress) -> None:
    """Cut a node's power: its processes, mounts and network are gone at once, its disk stays."""
    with cluster.locked(place.lab), progress.step(f"kill {place.name}"):
        node.power_off(place)


def partition(place: NodeLayout, progress: Progress) -> None:
    """Pull a node's cable: its pods go on running, unseen."""
    with cluster.locked(place.lab), progress.step(f"partition {place.name}"):
        network.set_link(place, up=False)


def restore(place: NodeLayout, progress: Progress) -> None:
    """Undo both: plug the cable in, switch the power on; return when Kubernetes calls the node ready."""
    with cluster.locked(place.lab):
        node.ensure(place, progress)


def stop_api(lab: Lab, progress: Progress) -> None:
    """Kill the API server; everything else goes on without it."""
    with cluster.locked(lab), progress.step("kill the API server"):
        daemon.stop(lab, control_plane.API_SERVER, patience=0)


def start_api(lab: Lab, progress: Progress) -> None:
    """Start the API server again; return when it serves."""
    with cluster.locked(lab):
        control_plane.ensure_api_server(lab, progress)


def stop_dns(lab: Lab, progress: Progress) -> None:
    """Kill the cluster's DNS: names no longer resolve, connections stay."""
    with cluster.locked(lab), progress.step("kill DNS"):
        daemon.stop(lab, control_plane.DNS, patience=0)


def start_dns(lab: Lab, progress: Progress) -> None:
    """Start DNS again; return when it answers."""
    with cluster.locked(lab):
        control_plane.ensure_dns(lab, progress)


def kill_pod(lab: Lab, namespace: str, name: str, progress: Progress) -> None:
    """Kill every process of a pod at once, without a word to it; its kubelet will start it again.

    Raises:
        UsageError: There is no such pod on a node of this lab.
    """
    with progress.step(f"kill {namespace}/{name}"):
        try:
            pod = control_plane.admin(lab).get(f"/api/v1/namespaces/{namespace}/pods/{name}")
        except Refused as refusal:
            raise UsageError(
                f"no pod {name!r} in namespace {namespace!r}", hint="kubectl get pods --all-namespaces"
            ) from refusal
        place = lab.node_named(pod["spec"].get("nodeName", ""))
        for quality in QUALITIES:
            cgroup.kill(f"{place.cgroup}/kubepods/{quality}pod{pod['metadata']['uid']}")
