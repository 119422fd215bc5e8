"""Where a lab keeps its files, and which addresses and names on the machine are its own.

Everything a lab occupies is derived from two values, its state directory and its number, so that several
labs live on one machine and a lab that was cut off is found again.
"""

import os
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network
from pathlib import Path

from lab.errors import UsageError

MOST_LABS = 10
MOST_NODES = 9
ZONES = ("zone-a", "zone-b", "zone-c")

SERVICE_NETWORK = IPv4Network("10.96.0.0/16")
KUBERNETES_SERVICE = IPv4Address("10.96.0.1")
DNS_SERVICE = IPv4Address("10.96.0.10")
CLUSTER_DOMAIN = "cluster.local"
API_PORT = 6443


@dataclass(frozen=True)
class Lab:
    """One lab on this machine.

    Args:
        number: 0 to 9; chooses the networks and the names of bridge and cgroup.
        state: The directory that holds everything of this lab; `down` removes it.
        cache: What survives `down`: compiled programs and built images, shared by all labs.
    """

    number: int
    state: Path
    cache: Path

    @classmethod
    def from_environment(cls) -> "Lab":
        """The lab that AIRKUST_LAB_NUMBER, AIRKUST_LAB_DIR and the XDG directories describe.

        Raises:
            UsageError: AIRKUST_LAB_NUMBER is not a digit.
        """
        text = os.environ.get("AIRKUST_LAB_NUMBER", "0")
        if text not in {str(number) for number in range(MOST_LABS)}:
            raise UsageError(f"AIRKUST_LAB_NUMBER is {text!r}", hint="set it to a digit, or unset it")
        home = Path.home()
        states = Path(os.environ.get("XDG_STATE_HOME") or home / ".local" / "state")
        caches = Path(os.environ.get("XDG_CACHE_HOME") or home / ".cache")
        name = "airkust-lab" if text == "0" else f"airkust-lab-{text}"
        state = Path(os.environ.get("AIRKUST_LAB_DIR") or states / name)
        return cls(number=int(text), state=state.absolute(), cache=caches.absolute() / "airkust" / "lab")

    @property
    def name(self) -> str:
        """Of the bridge, the nftables table and the cgroup."""
        return f"airkust{self.number}"

    @property
    def kubeconfig(self) -> Path:
        return self.state / "kubeconfig"

    @property
    def pki(self) -> Path:
        return self.state / "pki"

    @property
    def logs(self) -> Path:
        return self.state / "log"

    @property
    def loopback(self) -> IPv4Address:
        """What only this machine may reach: etcd, and the API server of a lab without nodes."""
        return IPv4Address(f"127.{200 + self.number}.0.1")

    @property
    def network(self) -> IPv4Network:
        """Of the nodes."""
        return IPv4Network(f"10.{200 + self.number}.0.0/24")

    @property
    def gateway(self) -> IPv4Address:
        """The bridge: where nodes find the API server and DNS."""
        return self.network.network_address + 1

    @property
    def pod_network(self) -> IPv4Network:
        return IPv4Network(f"10.{210 + self.number}.0.0/16")

    def node(self, index: int) -> "NodeLayout":
        """The place of node 1 to 9."""
        return NodeLayout(self, index)

    def node_named(self, text: str) -> "NodeLayout":
        """The place of a node given as `2` or `node2`.

        Raises:
            UsageError: The lab has no such node.
        """
        known = {node.name: node for node in self.nodes()}
        name = text if text.startswith("node") else f"node{text}"
        if name not in known:
            raise UsageError(f"no node {text!r} in this lab", hint=f"nodes: {', '.join(known) or 'none'}")
        return known[name]

    def nodes(self) -> tuple["NodeLayout", ...]:
        """The nodes this lab was given, dead ones included."""
        places = (self.node(index) for index in range(1, MOST_NODES + 1))
        return tuple(place for place in places if place.directory.is_dir())


@dataclass(frozen=True)
class NodeLayout:
    """What belongs to one node."""

    lab: Lab
    index: int

    @property
    def name(self) -> str:
        return f"node{self.index}"

    @property
    def directory(self) -> Path:
        return self.lab.state / "nodes" / self.name

    @property
    def address(self) -> IPv4Address:
        return self.lab.network.network_address + 10 + self.index

    @property
    def pods(self) -> IPv4Network:
        return IPv4Network((int(self.lab.pod_network.network_address) + 256 * self.index, 24))

    @property
    def link(self) -> str:
        """The node's cable: the end that is plugged into the bridge."""
        return f"{self.lab.name}n{self.index}"

    @property
    def seed(self) -> Path:
        """A link to the images it was given at its making; absent without them."""
        return self.directory / "seed"

    @property
    def cgroup(self) -> str:
        return f"{self.lab.name}/{self.name}"

    @property
    def zone(self) -> str:
        return ZONES[(self.index - 1) % len(ZONES)]
