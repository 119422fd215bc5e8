"""The lab's network: a bridge on this machine, a cable from it to each node, and the way out.

Each node routes to the other nodes' pods directly, as Kubernetes asks; this machine routes to all pods, so
that the API server reaches webhooks and kubelets by address. Only traffic that leaves the lab is translated.
"""

import json
from pathlib import Path

from lab.errors import ToolFailed
from lab.layout import MOST_LABS, MOST_NODES, Lab, NodeLayout
from lab.process import run

FORWARDING = Path("/proc/sys/net/ipv4/ip_forward")
LINKS = Path("/sys/class/net")


def ensure_bridge(lab: Lab) -> None:
    """Make the bridge, let packets pass it, and let the lab's traffic out under this machine's address."""
    if not _link_exists(lab.name):
        run(["ip", "link", "add", lab.name, "type", "bridge"])
    run(["ip", "link", "set", lab.name, "alias", str(lab.state)])
    run(["ip", "address", "replace", f"{lab.gateway}/{lab.network.prefixlen}", "dev", lab.name])
    run(["ip", "link", "set", lab.name, "up"])
    FORWARDING.write_text("1")
    for rule in _forward_rules(lab):
        if not _holds(["iptables", "-w", "-C", "FORWARD", *rule]):
            run(["iptables", "-w", "-I", "FORWARD", *rule])
    run(["nft", "-f", "-"], stdin=_translation(lab))


def owner(lab: Lab) -> Path | None:
    """The state directory of the lab that has this lab's number on this machine, or None."""
    alias = LINKS / lab.name / "ifalias"
    text = alias.read_text().strip() if alias.exists() else ""
    return Path(text) if text else None


def others(lab: Lab) -> tuple[Path, ...]:
    """The state directories of the other labs with nodes on this machine."""
    labs = (Lab(number, lab.state, lab.cache) for number in range(MOST_LABS))
    owners = {owner(other) for other in labs if other.number != lab.number}
    return tuple(sorted(path for path in owners if path is not None and path != lab.state))


def plug_in(node: NodeLayout, pid: int) -> None:
    """Connect the network namespace of a process to the bridge, with the node's address and routes."""
    unplug(node)
    inside = ["nsenter", "--target", str(pid), "--net", "--"]
    run(["ip", "link", "add", node.link, "type", "veth", "peer", "name", "eth0", "netns", str(pid)])
    run(["ip", "link", "set", node.link, "master", node.lab.name, "up"])
    others = [node.lab.node(index) for index in range(1, MOST_NODES + 1) if index != node.index]
    commands = [
        "link set lo up",
        f"address add {node.address}/{node.lab.network.prefixlen} dev eth0",
        "link set eth0 up",
        f"route add default via {node.lab.gateway}",
        *[f"route add {other.pods} via {other.address}" for other in others],
    ]
    run([*inside, "ip", "-batch", "-"], stdin="\n".join(commands))
    run(["ip", "route", "replace", str(node.pods), "via", str(node.address), "dev", node.lab.name])


def unplug(node: NodeLayout) -> None:
    """Take the cable away."""
    if _link_exists(node.link):
        run(["ip", "link", "delete", node.link])


def set_link(node: NodeLayout, *, up: bool) -> None:
    """Connect or cut a node that keeps running."""
    run(["ip", "link", "set", node.link, "up" if up else "down"])


def link_is_up(node: NodeLayout) -> bool:
    """Whether the node is plugged in and not cut off."""
    if not _link_exists(node.link):
        return False
    shown = json.loads(run(["ip", "-json", "link", "show", node.link]))
    return "UP" in shown[0]["flags"]


def remove(lab: Lab) -> None:
    """Undo `ensure_bridge` and every `plug_in`; the bridge, which says whose all this is, goes last."""
    for index in range(1, MOST_NODES + 1):
        unplug(lab.node(index))
    for rule in _forward_rules(lab):
        while _holds(["iptables", "-w", "-C", "FORWARD", *rule]):
            run(["iptables", "-w", "-D", "FORWARD", *rule])
    run(["nft", "-f", "-"], stdin=f"add table ip {lab.name}\ndelete table ip {lab.name}\n")
    if _link_exists(lab.name):
        run(["ip", "link", "delete", lab.name])


def _forward_rules(lab: Lab) -> tuple[list[str], ...]:
    """Needed where another program, Docker for one, has made DROP the policy."""
    return ["-i", lab.name, "-j", "ACCEPT"], ["-o", lab.name, "-j", "ACCEPT"]


def _translation(lab: Lab) -> str:
    return f"""\
add table ip {lab.name}
delete table ip {lab.name}
table ip {lab.name} {{
    chain leaving {{
        type nat hook postrouting priority srcnat
        ip saddr {{ {lab.network}, {lab.pod_network} }} oifname != "{lab.name}" masquerade
    }}
}}
"""


def _link_exists(name: str) -> bool:
    return (LINKS / name).exists()


def _holds(question: list[str]) -> bool:
    """Ask a program that answers by its exit code."""
    try:
        run(question)
    except ToolFailed:
        return False
    return True
