"""While a node is lost or drained, the hard constraints leave no node for some of the replicas.

Why: The pod that should replace the lost one is Pending until the node is back. Meanwhile a rollout stops,
    the budget lets no other node be drained, and a second loss is felt. By default a tainted node counts as
    an empty one in a spread constraint, so that no other node may take a second pod.
Fix: Write `nodeTaintsPolicy: Honor` into the topology spread constraint; prefer an anti-affinity instead of
    requiring it; or keep one node more than the replicas need.
See: https://kubernetes.io/docs/concepts/scheduling-eviction/topology-spread-constraints/#topologyspreadconstraints-field
    https://kubernetes.io/docs/tasks/administer-cluster/safely-drain-node/
"""

from collections.abc import Iterator

from airkust.model.bound import Kind
from airkust.model.finding import Edit, Severity, Violation
from airkust.model.outlook import Outlook, UnsettledError, outlook
from airkust.model.profile import Profile
from airkust.model.redundant import NOT_REDUNDANT, Redundant, redundant
from airkust.model.rendering import Rendering
from airkust.rules.rule import Rule, Skip, Unknown, Verdict


def check(rendering: Rendering) -> Iterator[Verdict]:
    found = redundant(rendering)
    if not found:
        yield Skip(NOT_REDUNDANT)
    for part in found:
        seen = outlook(rendering, part.workload)
        if seen.constraints:  # without one any node will do, whatever the cluster
            yield from _judge(part, seen)


def _judge(part: Redundant, seen: Outlook) -> Iterator[Verdict]:
    try:
        before, after = seen.placements(part.number), seen.placements_without_a_node(part.number)
    except UnsettledError as error:
        yield from map(Unknown, error.facts)
        return
    if not before.complete:
        yield Skip(f"not all replicas of {part.workload} can be placed while every node is there")
        return
    if after.complete:
        yield from map(Unknown, seen.unmeasured)
        return
    tainted = [each for each in seen.constraints if each.kind is Kind.SKEW and each.tainted_nodes]
    counting = tainted or seen.constraints
    keys = " and ".join(dict.fromkeys(each.topology_key for each in counting))
    yield Violation(
        part.workload.id,
        f"cannot run {part.all_replicas} of the {part.names} while one of {seen.usable} is lost or "
        f"drained: the hard constraints over {keys} leave no node for the last",
        counting[0].field,
        edits=tuple(Edit(f"{each.field}.nodeTaintsPolicy", "Honor") for each in tainted),
    )


RULE = Rule(name="unplaceable-after-node-loss", severity=Severity.WARNING, profile=Profile.HA, check=check)
