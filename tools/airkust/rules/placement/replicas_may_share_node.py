"""All replicas of a component of Airflow may come to stand on one node.

Why: What the scheduler of Kubernetes only prefers gives way when nodes are full, when one is drained, and in
    a rollout. Nobody notices before that one node is lost.
Fix: Write `whenUnsatisfiable: DoNotSchedule` into the topology spread constraint over
    `kubernetes.io/hostname`, with `maxSkew: 1`, `minDomains: 2` and `nodeTaintsPolicy: Honor`, or require the
    pod anti-affinity. A `nodeSelector` must leave two nodes or more.
See: https://kubernetes.io/docs/concepts/scheduling-eviction/topology-spread-constraints/
"""

from collections.abc import Iterator

from airkust.model.finding import Severity, Violation
from airkust.model.outlook import UnsettledError, outlook
from airkust.model.profile import Profile
from airkust.model.redundant import NOT_REDUNDANT, Redundant, redundant
from airkust.model.rendering import Rendering
from airkust.rules.rule import Rule, Skip, Unknown, Verdict


def check(rendering: Rendering) -> Iterator[Verdict]:
    found = redundant(rendering)
    if not found:
        yield Skip(NOT_REDUNDANT)
    for part in found:
        yield from _judge(rendering, part)


def _judge(rendering: Rendering, part: Redundant) -> Iterator[Verdict]:
    seen = outlook(rendering, part.workload)
    if not seen.constraints:
        yield _violation(part, "no hard constraint is about them")
        return
    try:
        found = seen.placements(part.number)
    except UnsettledError as error:
        yield from map(Unknown, error.facts)
        return
    if not found.complete:
        yield Skip(f"not all replicas of {part.workload} can be placed")
    elif found.worst_for_node.fewest_after_node_loss:
        return
    elif seen.unmeasured:
        yield from map(Unknown, seen.unmeasured)
    else:
        yield _violation(part, f"the hard constraints allow it on {seen.usable}")


def _violation(part: Redundant, why: str) -> Violation:
    return Violation(
        part.workload.id,
        f"may come to run {part.all_replicas} of the {part.names} on one node: {why}",
        part.workload.field_of("spec", "topologySpreadConstraints"),
    )


RULE = Rule(name="replicas-may-share-node", severity=Severity.ERROR, profile=Profile.STRICT, check=check)
