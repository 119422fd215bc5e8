"""What becomes of a workload's replicas in the cluster a site states?

Hard constraints (`hard_constraints.py`) held against nodes and zones (`topology.py`) are bounds, and those
have a worst placement (`placement.py`).

What is not looked at: pods of other workloads that ours must stand with or apart from (but for `crowded`),
and how much room a node has. The nodes that a node selector leaves by other labels than zone and hostname
are taken to be those the site counted.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from airkust.model.bound import Bound, Kind
from airkust.model.deadlock import Deadlock, deadlock
from airkust.model.hard_constraints import HardConstraint, hard_constraints
from airkust.model.node_choice import values_left
from airkust.model.placement import Placements, TooManyError, placements
from airkust.model.rendering import Rendering
from airkust.model.semantics import RollingUpdate
from airkust.model.topology import LEVELS, Level, Topology, stated
from airkust.model.workload import Workload

Answer = TypeVar("Answer")

LABELS = {level: tuple(label for label, of in LEVELS.items() if of is level) for level in Level}


class UnsettledError(Exception):
    """What was asked cannot be told.

    Attributes:
        facts: Those that are missing, as rules name them.
    """

    def __init__(self, *facts: str) -> None:
        super().__init__(" and ".join(facts))
        self.facts = facts


@dataclass(frozen=True, slots=True)
class Outlook:
    """A workload in a cluster.

    Attributes:
        constraints: The hard ones that count its own pods.
        cluster: Every node.
        usable: The nodes its node selector leaves.
        missing: Facts without which the cluster means nothing, as rules name them.
    """

    constraints: tuple[HardConstraint, ...]
    cluster: Topology
    usable: Topology
    missing: tuple[str, ...] = ()

    @property
    def unmeasured(self) -> tuple[str, ...]:
        """Hard constraints that are left out, as rules name what is missing: how many places a key makes."""
        keys = dict.fromkeys(each.topology_key for each in self.constraints if each.level is None)
        return tuple(f"how many places {key or 'an unnamed topology key'} makes of the nodes" for key in keys)

    def crowded(self, replicas: int) -> HardConstraint | None:
        """An anti-affinity that so many replicas share with more pods of others than there are places."""
        for each in self.constraints:
            taken = each.others if each.kind is Kind.CAP else 0
            if taken and each.level and taken + replicas > self.usable.count(each.level):
                return each
        return None

    def placements(self, replicas: int) -> Placements:
        """Where so many replicas may come to stand.

        Raises:
            UnsettledError: Facts are missing, or there are more ways than are looked at.
        """
        return self._settled(lambda: placements(self.usable, _bounds(self, replicas), replicas))

    def placements_without_a_node(self, replicas: int) -> Placements:
        """The same while that node is lost, or drained, without which the fewest can be placed.

        Raises:
            UnsettledError: Facts are missing, or there are more ways than are looked at.
        """
        found = [self._placements_on(left, replicas) for left in self.usable.without_a_node()]
        return min(found, key=lambda each: each.worst_for_node.pods, default=self.placements(replicas))

    def _placements_on(self, left: Topology, replicas: int) -> Placements:
        cluster = left if self.cluster == self.usable else self.cluster
        bounds = _bounds(Outlook(self.constraints, cluster, left), replicas, tainted=self.usable)
        return self._settled(lambda: placements(left, bounds, replicas))

    def deadlock(self, replicas: int, update: RollingUpdate) -> Deadlock | None:
        """How a rollout of so many replicas can come to a stop; None if it cannot.

        Raises:
            UnsettledError: Facts are missing, or there are more ways to go on than are looked at.
        """
        bounds = _bounds(self, replicas)
        return self._settled(lambda: deadlock(self.usable, bounds, replicas, update))

    def _settled(self, answer: Callable[[], Answer]) -> Answer:
        if self.missing:
            raise UnsettledError(*self.missing)
        try:
            return answer()
        except TooManyError as error:
            raise UnsettledError(str(error)) from error


def outlook(rendering: Rendering, workload: Workload) -> Outlook:
    """A workload in the cluster its site states."""
    cluster, missing = stated(rendering.facts.cluster)
    zones, nodes = (
        values_left(workload, *LABELS[level]).of(cluster.count(level)) for level in (Level.ZONE, Level.NODE)
    )
    constraints = hard_constraints(rendering, workload)
    return Outlook(constraints, cluster, cluster.narrowed(zones, nodes), missing)


def _bounds(seen: Outlook, replicas: int, tainted: Topology | None = None) -> frozenset[Bound]:
    found = (_bound(each, seen, replicas, tainted) for each in seen.constraints)
    return frozenset(bound for bound in found if bound)


def _bound(
    constraint: HardConstraint, seen: Outlook, replicas: int, tainted: Topology | None = None
) -> Bound | None:
    """A constraint as a bound.

    Args:
        constraint: The constraint.
        seen: Where it is to hold.
        replicas: Of the workload.
        tainted: The usable nodes with those that take no pods now; None where all of them do.
    """
    level = constraint.level
    if level is None:
        return None
    if constraint.kind is not Kind.SKEW:
        return Bound(level, constraint.kind, per_revision=constraint.per_revision)
    if constraint.others is None:
        return None  # task pods fill up the other places, and any number of ours may share one
    usable = seen.usable.count(level)
    places = seen.cluster.count(level) if constraint.other_nodes else usable
    if tainted and constraint.tainted_nodes:
        places = max(places, tainted.count(level))
    skew = constraint.skew
    if places > usable or places < constraint.min_domains:  # some place is empty, or counts as if it were
        return Bound(level, Kind.CAP, skew, constraint.per_revision)
    if constraint.others:
        counted = replicas + constraint.others
        fullest = counted if counted < skew else (counted + (usable - 1) * skew) // max(usable, 1)
        return Bound(level, Kind.CAP, fullest, constraint.per_revision)
    return Bound(level, Kind.SKEW, skew, constraint.per_revision)
