"""What becomes of a workload's replicas in the cluster a site states?

Hard constraints (`hard_constraints.py`) held against nodes and zones (`topology.py`) are bounds, and those
have a worst placement (`placement.py`).

What is not looked at: pods of other workloads that ours must stand with or apart from, and how much room a
node has. The nodes of a pod's node selector by other labels than zone and hostname are taken to be those
the site counted.
"""

from dataclasses import dataclass

from airkust.model import rollout
from airkust.model.hard_constraints import HardConstraint, hard_constraints
from airkust.model.node_choice import values_left
from airkust.model.placement import Bound, Kind, Placements, placements
from airkust.model.rendering import Rendering
from airkust.model.rollout import Deadlock
from airkust.model.semantics import RollingUpdate
from airkust.model.topology import LEVELS, Level, Topology, stated
from airkust.model.workload import Workload

LABELS = {level: tuple(label for label, of in LEVELS.items() if of is level) for level in Level}


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
        """Topology keys of hard constraints whose number of places nobody states: they are left out."""
        return tuple(dict.fromkeys(each.topology_key for each in self.constraints if each.level is None))

    def placements(self, replicas: int) -> Placements:
        """Where so many replicas may come to stand.

        Raises:
            TooManyError: There are more ways than are looked at.
        """
        return placements(self.usable, self._bounds(replicas), replicas)

    def placements_without_a_node(self, replicas: int) -> Placements:
        """The same while a node is lost, or drained: its taints keep pods away.

        Raises:
            TooManyError: There are more ways than are looked at.
        """
        left = Outlook(self.constraints, self.cluster.without_a_node(), self.usable.without_a_node())
        return placements(left.usable, left._bounds(replicas, tainted=self.usable), replicas)

    def deadlock(self, replicas: int, update: RollingUpdate) -> Deadlock | None:
        """How a rollout of so many replicas can come to a stop; None if it cannot.

        Raises:
            TooManyError: There are more ways to go on than are looked at.
        """
        return rollout.deadlock(self.usable, self._bounds(replicas), replicas, update)

    def _bounds(self, replicas: int, tainted: Topology | None = None) -> frozenset[Bound]:
        found = (_bound(each, self, replicas, tainted) for each in self.constraints)
        return frozenset(bound for bound in found if bound)


def outlook(rendering: Rendering, workload: Workload) -> Outlook:
    """A workload in the cluster its site states."""
    cluster, missing = stated(rendering.facts.cluster)
    zones, nodes = (
        values_left(workload, *LABELS[level]).of(cluster.count(level)) for level in (Level.ZONE, Level.NODE)
    )
    constraints = hard_constraints(rendering, workload)
    return Outlook(constraints, cluster, cluster.narrowed(zones, nodes), missing)


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
