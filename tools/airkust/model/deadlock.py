"""Can a rollout come to a stop because no node may take the next pod?

Old pods and new ones stand side by side, and some constraints count both. The search is that of
`placement.py`, over the pairs of both on each node.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from airkust.model.bound import Bound, Kind
from airkust.model.placement import (
    MOST_STATES,
    Placement,
    TooManyError,
    one_more,
    reduced,
)
from airkust.model.semantics import RollingUpdate
from airkust.model.topology import Level, Topology

Pair = tuple[int, int]
"""Old and new pods on a node."""

Pairs = tuple[tuple[Pair, ...], ...]
"""For each node, zone by zone."""


@dataclass(frozen=True, slots=True)
class Deadlock:
    """Where a rollout stops: no node may take another new pod, and no old pod may be taken down.

    Attributes:
        old: Pods of the old revision; all of them must stay.
        new: Pods of the new revision; all of them are ready.
    """

    old: Placement
    new: Placement


@lru_cache(maxsize=1024)
def deadlock(
    topology: Topology, bounds: frozenset[Bound], replicas: int, update: RollingUpdate
) -> Deadlock | None:
    """How a rollout can come to a stop; None if it cannot.

    Args:
        topology: The nodes that may take the pods.
        bounds: The hard constraints.
        replicas: Pods of the workload. All of them stand on some node when the rollout begins; where
            that is impossible nothing is said.
        update: How many may be missing and how many may be added.

    Raises:
        TooManyError: There are more ways to go on than are looked at.
    """
    if _never_stops(bounds):
        return None
    waiting = list(_beginnings(topology, bounds, replicas))
    seen = set(waiting)
    while waiting:
        state = waiting.pop()
        steps = tuple(_steps(state, bounds, replicas, update))
        if not steps and _pods(state, 1) < replicas:
            return Deadlock(*(Placement(_of_revision(state, which)) for which in (0, 1)))
        new = set(steps) - seen
        seen |= new
        if len(seen) > MOST_STATES:
            raise TooManyError(replicas)
        waiting.extend(new)
    return None


def _never_stops(bounds: frozenset[Bound]) -> bool:
    """Whether no search is needed."""
    if all(bound.per_revision for bound in bounds):
        return True  # the new pods are placed as the old ones were
    alike = len({(bound.level, bound.per_revision) for bound in bounds}) == 1
    return alike and all(bound.kind is Kind.SKEW for bound in bounds)  # the emptiest place takes one more


def _beginnings(topology: Topology, bounds: frozenset[Bound], replicas: int) -> Iterator[Pairs]:
    """The placements of the old pods, on nodes as many as old and new ones together could need."""
    shape = reduced(topology, bounds, 2 * replicas)
    states = {tuple((0,) * size for size in shape)}
    for _ in range(replicas):
        states = {state for each in states for state in one_more(each, bounds)}
        if len(states) > MOST_STATES:
            raise TooManyError(replicas)
    for state in sorted(states):
        yield _sorted(tuple((pods, 0) for pods in zone) for zone in state)


def _steps(state: Pairs, bounds: Iterable[Bound], replicas: int, update: RollingUpdate) -> Iterator[Pairs]:
    """What may happen next: a new pod is placed, or an old one is taken down."""
    old, new = _pods(state, 0), _pods(state, 1)
    down = old > 0 and old + new > replicas - update.max_unavailable
    up = new < replicas and old + new < replicas + update.max_surge
    measured = [(bound, _Counts(state, bound)) for bound in bounds] if up else []
    for number, zone in enumerate(state):
        if zone in state[:number]:
            continue
        for node, pods in enumerate(zone):
            if pods in zone[:node]:
                continue
            if down and pods[0]:
                yield _changed(state, number, node, (pods[0] - 1, pods[1]))
            if up and all(counts.allow(bound, number, node) for bound, counts in measured):
                yield _changed(state, number, node, (pods[0], pods[1] + 1))


class _Counts:
    """The pods a bound counts, as a new pod is placed."""

    def __init__(self, state: Pairs, bound: Bound) -> None:
        nodes = [[pair[1] if bound.per_revision else sum(pair) for pair in zone] for zone in state]
        self.nodes = nodes
        self.totals = [sum(zone) for zone in nodes]
        at_nodes = bound.level is Level.NODE
        self.emptiest = min((pods for zone in nodes for pods in zone) if at_nodes else self.totals, default=0)

    def allow(self, bound: Bound, zone: int, node: int) -> bool:
        here = self.nodes[zone][node] if bound.level is Level.NODE else self.totals[zone]
        return bound.allows(here, self.emptiest, sum(self.totals))


def _changed(state: Pairs, number: int, node: int, pods: Pair) -> Pairs:
    zone = state[number]
    return _sorted(
        (*state[:number], (*zone[:node], pods, *zone[node + 1 :]), *state[number + 1 :]),
    )


def _sorted(state: Iterable[Iterable[Pair]]) -> Pairs:
    return tuple(sorted((tuple(sorted(zone, reverse=True)) for zone in state), reverse=True))


def _pods(state: Pairs, which: int) -> int:
    return sum(pair[which] for zone in state for pair in zone)


def _of_revision(state: Pairs, which: int) -> tuple[tuple[int, ...], ...]:
    return tuple(tuple(pair[which] for pair in zone) for zone in state)
