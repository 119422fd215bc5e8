"""Where may pods stand: on which nodes, in which zones?"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from airkust.model.facts import Cluster, said_in


class Level(StrEnum):
    """A kind of place whose number a site states."""

    NODE = "node"
    ZONE = "zone"


LEVELS: Mapping[str, Level] = {
    "kubernetes.io/hostname": Level.NODE,
    "topology.kubernetes.io/zone": Level.ZONE,
    "failure-domain.beta.kubernetes.io/zone": Level.ZONE,  # the zone's name until Kubernetes 1.17
}
"""Node labels whose values are nodes or zones."""


@dataclass(frozen=True, slots=True)
class Topology:
    """The nodes that take pods, by zone.

    Attributes:
        sizes: Nodes of each zone, the largest first. A zone without nodes is none.
    """

    sizes: tuple[int, ...]

    def __str__(self) -> str:
        nodes, zones = (self.count(level) for level in Level)
        in_zones = f" in {zones} zones" if zones > 1 else ""
        return f"{nodes} {'node' if nodes == 1 else 'nodes'}{in_zones}"

    def count(self, level: Level) -> int:
        """How many places of a kind there are."""
        return sum(self.sizes) if level is Level.NODE else len(self.sizes)

    def without_a_node(self) -> tuple["Topology", ...]:
        """What may be left when a node is lost, one for each size of zone it may stand in."""
        left = (
            _of((*self.sizes[:number], size - 1, *self.sizes[number + 1 :]))
            for number, size in enumerate(self.sizes)
        )
        return tuple(dict.fromkeys(left))

    def narrowed(self, zones: int, nodes: int) -> "Topology":
        """The part of it that pods with a node selector may use: the smallest zones, if not all."""
        kept = self.sizes[len(self.sizes) - min(zones, len(self.sizes)) :]
        return evenly(len(kept), nodes) if nodes < sum(kept) else Topology(kept)


def evenly(zones: int, nodes: int) -> Topology:
    """Nodes spread evenly over zones."""
    if zones < 1:
        return Topology(())
    size, more = divmod(nodes, zones)
    return _of((size + 1,) * more + (size,) * (zones - more))


def stated(cluster: Cluster) -> tuple[Topology, tuple[str, ...]]:
    """What a site states of its cluster.

    Returns:
        The topology, and the facts that are missing, as rules name them; with any missing the
        topology means nothing.
    """
    facts = (("cluster.zones", cluster.zones), ("cluster.nodes", cluster.nodes))
    missing = tuple(said_in(path) for path, number in facts if number is None)
    return evenly(cluster.zones or 0, cluster.nodes or 0), missing


def _of(sizes: tuple[int, ...]) -> Topology:
    return Topology(tuple(sorted((size for size in sizes if size > 0), reverse=True)))
