"""Where may the replicas of a workload come to stand, and what is left when a node or a zone is lost?

The scheduler of Kubernetes places pods one after another, and asks of each node only whether the hard
constraints hold. Nodes of a zone are alike, and so are zones of a size: what counts is how many pods stand
where, not which. So every placement the scheduler can make is found by a search over counts.

Sources, in kubernetes/kubernetes `pkg/scheduler/framework/plugins`: `podtopologyspread/filtering.go`,
`interpodaffinity/filtering.go`.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from airkust.model.bound import Bound
from airkust.model.topology import Level, Topology

MOST_STATES = 4000
"""How many ways to stand are looked at; more take longer than anybody wants to wait for a rule."""

Zones = tuple[tuple[int, ...], ...]
"""Pods on each node, zone by zone."""


class TooManyError(Exception):
    """There are more ways to place the replicas than are looked at."""

    def __init__(self, replicas: int) -> None:
        super().__init__(f"all the ways to place {replicas} replicas: there are more than {MOST_STATES}")


@dataclass(frozen=True, slots=True)
class Placement:
    """Replicas on nodes.

    Attributes:
        zones: Pods on each node, zone by zone; every node of the cluster that may take them is there.
    """

    zones: Zones

    @property
    def pods(self) -> int:
        return sum(map(sum, self.zones))

    @property
    def after_node_loss(self) -> Zones:
        """For each node, the pods that are left without it."""
        return tuple(tuple(self.pods - node for node in zone) for zone in self.zones)

    @property
    def after_zone_loss(self) -> tuple[int, ...]:
        """For each zone, the pods that are left without it."""
        return tuple(self.pods - sum(zone) for zone in self.zones)

    @property
    def fewest_after_node_loss(self) -> int:
        return min((left for zone in self.after_node_loss for left in zone), default=0)

    @property
    def fewest_after_zone_loss(self) -> int:
        return min(self.after_zone_loss, default=0)


@dataclass(frozen=True, slots=True)
class Placements:
    """What the scheduler may make of the replicas of one workload.

    Attributes:
        replicas: As many as are wanted.
        worst_for_node: The placement with the most pods on one node.
        worst_for_zone: The placement with the most pods in one zone.
    """

    replicas: int
    worst_for_node: Placement
    worst_for_zone: Placement

    @property
    def complete(self) -> bool:
        """All replicas find a node, if they are placed well; else the two placements hold what does."""
        return self.worst_for_node.pods == self.replicas


@lru_cache(maxsize=1024)
def placements(topology: Topology, bounds: frozenset[Bound], replicas: int) -> Placements:
    """Every way to place the replicas, by the two that lose most.

    Args:
        topology: The nodes that may take the pods.
        bounds: The hard constraints.
        replicas: How many pods are placed, one after another, on nodes without any of them.

    Raises:
        TooManyError: There are more than are looked at.
    """
    shape = reduced(topology, bounds, replicas)
    states = {tuple((0,) * size for size in shape)}
    seen = 0
    for _ in range(replicas):
        more = {state for each in states for state in one_more(each, bounds)}
        seen += len(more)
        if seen > MOST_STATES:
            raise TooManyError(replicas)
        if not more:
            break
        states = more
    found = [unfolded(state, topology, bounds) for state in sorted(states)]
    return Placements(
        replicas,
        min(found, key=lambda each: each.fewest_after_node_loss, default=Placement(())),
        min(found, key=lambda each: each.fewest_after_zone_loss, default=Placement(())),
    )


def one_more(state: Zones, bounds: Iterable[Bound]) -> Iterator[Zones]:
    """The ways to stand after one pod more; those that differ only in names of nodes are one."""
    totals = [sum(zone) for zone in state]
    fewest = min((min(zone) for zone in state), default=0), min(totals, default=0)
    everywhere = sum(totals)
    for number, zone in enumerate(state):
        if zone in state[:number]:
            continue
        for node, pods in enumerate(zone):
            if pods not in zone[:node] and all(
                bound.allows(pods, fewest[0], everywhere)
                if bound.level is Level.NODE
                else bound.allows(totals[number], fewest[1], everywhere)
                for bound in bounds
            ):
                taken = tuple(sorted((*zone[:node], pods + 1, *zone[node + 1 :]), reverse=True))
                yield tuple(sorted((*state[:number], taken, *state[number + 1 :]), reverse=True))


def reduced(topology: Topology, bounds: Iterable[Bound], pods: int) -> tuple[int, ...]:
    """The least that needs to be searched, as nodes of each zone.

    Without a bound over nodes a zone is as good as one node, and without one over zones all nodes might
    stand in one. In no zone more nodes are needed than there are pods: the others stay empty.
    """
    levels = {bound.level for bound in bounds}
    sizes = topology.sizes if Level.NODE in levels else (1,) * len(topology.sizes)
    if Level.ZONE not in levels and sizes:
        sizes = (sum(sizes) if Level.NODE in levels else 1,)
    return tuple(min(size, max(pods, 1)) for size in sizes)


def unfolded(state: Zones, topology: Topology, bounds: Iterable[Bound]) -> Placement:
    """A way to stand in the reduced cluster, told of the whole one.

    Where the bounds leave a choice the pods stand as badly as they may: on one node of their zone, the
    fullest nodes in one zone.
    """
    if not any(bound.level is Level.ZONE for bound in bounds):
        pods = sorted((node for zone in state for node in zone), reverse=True)
        rows, start = [], 0
        for size in topology.sizes:
            rows.append(tuple(pods[start : start + size]))
            start += size
    else:
        rows = list(_matched(state, topology, bounds))
    return Placement(
        tuple(row + (0,) * (size - len(row)) for row, size in zip(rows, topology.sizes, strict=True))
    )


def _matched(state: Zones, topology: Topology, bounds: Iterable[Bound]) -> Iterator[tuple[int, ...]]:
    """The rows of a state in the order of the zones they stand for: a row fits a zone of its length."""
    whole = any(bound.level is Level.NODE for bound in bounds)
    longest = max(map(len, state), default=0)
    rows = list(state)
    for size in topology.sizes:
        wanted = min(size, longest) if whole else 1
        row = next(each for each in rows if len(each) == wanted)
        rows.remove(row)
        yield row
