"""Breaks the lab as machines and networks break, and mends it."""

from lab import cluster, control_plane, daemon, network, node
from lab.layout import Lab, NodeLayout
from lab.progress import Progress


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
