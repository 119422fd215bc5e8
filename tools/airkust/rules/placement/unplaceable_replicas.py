"""The hard constraints of a workload leave no node for some of its replicas.

Why: Such a replica is Pending for ever, and the component has fewer than somebody counts on. Required
    anti-affinity allows one pod for each node or zone; while there are fewer of them than `minDomains`, a
    spread constraint allows `maxSkew` pods for each.
Fix: Lower `minDomains`, prefer the anti-affinity instead of requiring it, or run fewer replicas than there
    are nodes or zones to keep apart. Where the site has more of them, correct its `ha.yaml`.
See: https://kubernetes.io/docs/concepts/scheduling-eviction/topology-spread-constraints/
    https://kubernetes.io/docs/concepts/scheduling-eviction/assign-pod-node/#inter-pod-affinity-and-anti-affinity
"""

from collections.abc import Iterator

from airkust.model.bound import Kind
from airkust.model.finding import Severity, Violation
from airkust.model.hard_constraints import HardConstraint
from airkust.model.node_choice import labels_asked
from airkust.model.outlook import Outlook, UnsettledError, outlook
from airkust.model.profile import Profile
from airkust.model.rendering import Rendering
from airkust.model.topology import LEVELS
from airkust.model.workload import Workload
from airkust.rules.rule import Rule, Skip, Unknown, Verdict


def check(rendering: Rendering) -> Iterator[Verdict]:
    judged = False
    for workload in rendering.workloads:
        replicas = rendering.replicas(workload)
        seen = outlook(rendering, workload) if replicas and replicas.minimum > 0 else None
        if replicas and seen and _may_fail(workload, seen):
            judged = True
            yield from _judge(workload, seen, replicas.minimum)
    if not judged:
        yield Skip("no workload has a hard constraint that nodes may not be able to meet")


def _may_fail(workload: Workload, seen: Outlook) -> bool:
    """Whether there is a cluster in which it cannot be met; a plain spread constraint always can."""
    chosen = any(label in LEVELS for label in labels_asked(workload))
    return chosen or any(
        each.kind is not Kind.SKEW or each.min_domains > 1 or each.other_nodes for each in seen.constraints
    )


def _judge(workload: Workload, seen: Outlook, replicas: int) -> Iterator[Verdict]:
    try:
        found = seen.placements(replicas)
    except UnsettledError as error:
        yield from map(Unknown, error.facts)
        return
    if not found.complete:
        yield Violation(
            workload.id,
            f"finds a node for only {found.worst_for_node.pods} of {replicas} replicas on {_where(seen)}"
            f"{': ' if seen.constraints else ''}{' and '.join(map(_said, seen.constraints))}",
            seen.constraints[0].field if seen.constraints else workload.field_of("spec"),
        )
    elif crowded := seen.crowded(replicas):
        yield Violation(
            workload.id,
            f"has the {_said(crowded)} in common with {crowded.others} pods of other workloads: all "
            f"{(crowded.others or 0) + replicas} need a place of their own on {_where(seen)}",
            crowded.field,
        )
    else:
        yield from map(Unknown, seen.unmeasured)


def _where(seen: Outlook) -> str:
    return str(seen.usable) if seen.usable == seen.cluster else f"the {seen.usable} its node selector leaves"


def _said(constraint: HardConstraint) -> str:
    key = constraint.topology_key
    match constraint.kind:
        case Kind.CAP:
            return f"required anti-affinity over {key}"
        case Kind.TOGETHER:
            return f"required affinity over {key}"
        case Kind.SKEW:
            domains = f" and minDomains {constraint.min_domains}" if constraint.min_domains > 1 else ""
            return f"maxSkew {constraint.skew}{domains} over {key}"


RULE = Rule(name="unplaceable-replicas", severity=Severity.ERROR, profile=Profile.CORE, check=check)
