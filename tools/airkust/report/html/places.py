"""Where would the pods stand at worst, and what is left when a node or a zone is lost?"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from airkust.model import semantics
from airkust.model.outlook import Outlook, UnsettledError, outlook
from airkust.model.placement import Placements, Zones
from airkust.model.rendering import Rendering
from airkust.model.topology import Level, Topology, stated
from airkust.report.html.members import Member, Members
from airkust.report.html.words import MANY

MOST_NODES = 24
"""Of one zone in the picture: the fullest come first, and those beyond stand empty or hold as little."""

MOST_ZONES = 12


@dataclass(frozen=True, slots=True)
class Node:
    """A node of the picture.

    Attributes:
        name: Made up: nobody knows the real one.
        pods: Name of the workload and number of its pods, of those with any.
    """

    name: str
    pods: tuple[tuple[str, int], ...]

    @property
    def count(self) -> int:
        return sum(number for _, number in self.pods)


@dataclass(frozen=True, slots=True)
class Zone:
    """A zone of the picture.

    Attributes:
        more: Nodes beyond those shown.
    """

    name: str
    nodes: tuple[Node, ...]
    more: int = 0


@dataclass(frozen=True, slots=True)
class Outcome:
    """What may become of a workload's pods.

    Attributes:
        at: The placement drawn: that with the most pods on one node.
        without_node: Pods left when the node that hurts most is lost.
        without_zone: The same for a zone.
        homeless: Pods that find no node at all.
        waiting: Pods that find no node while one is lost.
        stuck: A rollout may come to a stop, because no node may take the next new pod.
    """

    at: Zones
    without_node: int
    without_zone: int
    homeless: int
    waiting: int
    stuck: bool


@dataclass(frozen=True, slots=True)
class Places:
    """What is known of the places of all pods.

    Attributes:
        zones: The cluster with the pods in it; () where it cannot be told.
        outcomes: By workload; one that has too many ways to stand is missing.
        missing: Facts without which nothing can be said.
        unsettled: Names of the workloads of which nothing can be said.
    """

    zones: tuple[Zone, ...] = ()
    outcomes: Mapping[Member, Outcome] = field(default_factory=dict)
    missing: tuple[str, ...] = ()
    unsettled: tuple[str, ...] = ()

    @property
    def homeless(self) -> tuple[tuple[str, int], ...]:
        """Workloads of which some pods find no node, and how many do."""
        return tuple((member.name, each.homeless) for member, each in self.outcomes.items() if each.homeless)

    def without_node(self, member: Member) -> int | None:
        """Pods of a workload that are left when the node that hurts it most is lost."""
        found = self.outcomes.get(member)
        return found.without_node if found else None

    def without_zone(self, member: Member) -> int | None:
        """The same for a zone."""
        found = self.outcomes.get(member)
        return found.without_zone if found else None


def places(rendering: Rendering, members: Members) -> Places:
    """The worst placement of each workload by itself, in the cluster the site states."""
    sized = [member for member in members.all if member.pods]
    topology, missing = stated(rendering.facts.cluster)
    if missing or not sized:
        return Places(missing=missing if sized else ())
    outcomes = {
        member: outcome
        for member in sized[:MANY]
        if (outcome := _outcome(outlook(rendering, member.workload), member))
    }
    unsettled = tuple(member.name for member in sized if member not in outcomes)
    return Places(tuple(_zones(topology, outcomes)), outcomes, (), unsettled)


def _outcome(seen: Outlook, member: Member) -> Outcome | None:
    pods = member.pods or 0
    update = semantics.rolling_update(member.workload.resource.body, pods)
    rolls = update if member.workload.kind == "Deployment" else None
    try:
        found, less = seen.placements(pods), seen.placements_without_a_node(pods)
        stuck = rolls is not None and seen.deadlock(pods, rolls) is not None
    except UnsettledError:
        return None
    return Outcome(
        found.worst_for_node.zones,
        found.worst_for_node.fewest_after_node_loss,
        found.worst_for_zone.fewest_after_zone_loss,
        pods - _placed(found),
        pods - _placed(less),
        stuck,
    )


def _placed(found: Placements) -> int:
    return min(found.worst_for_node.pods, found.worst_for_zone.pods)


def _zones(topology: Topology, outcomes: Mapping[Member, Outcome]) -> Iterator[Zone]:
    number = 0
    for at, size in enumerate(topology.sizes[:MOST_ZONES]):
        nodes = []
        for node in range(min(size, MOST_NODES)):
            number += 1
            pods = ((member.name, _pods(each.at, at, node)) for member, each in outcomes.items())
            nodes.append(Node(f"node {number}", tuple((name, count) for name, count in pods if count)))
        several = topology.count(Level.ZONE) > 1
        yield Zone(
            f"zone {chr(ord('a') + at)}" if several else "the only zone", tuple(nodes), size - len(nodes)
        )


def _pods(zones: Zones, zone: int, node: int) -> int:
    return zones[zone][node] if zone < len(zones) and node < len(zones[zone]) else 0
