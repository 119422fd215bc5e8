"""The loss of a zone may take too many replicas of a component of Airflow.

Why: A hard spread over nodes says nothing of zones, and a preferred one gives way when nodes are full. Where
    the worst placement that the hard constraints allow loses a zone, nothing of the component is left, or of
    the api-server fewer than half.
Fix: Write `whenUnsatisfiable: DoNotSchedule` into the topology spread constraint over
    `topology.kubernetes.io/zone`, with `matchLabelKeys: [pod-template-hash]`, and run two or more replicas.
See: https://kubernetes.io/docs/setup/best-practices/multiple-zones/
    https://kubernetes.io/docs/concepts/scheduling-eviction/topology-spread-constraints/
"""

from collections.abc import Iterator

from airkust.model.commands import Component
from airkust.model.finding import Severity, Violation
from airkust.model.outlook import UnsettledError, outlook
from airkust.model.placement import Placement
from airkust.model.profile import Profile
from airkust.model.redundant import NOT_REDUNDANT, Redundant, redundant
from airkust.model.rendering import Rendering
from airkust.rules.rule import Rule, Skip, Unknown, Verdict

SERVERS = {Component.API_SERVER, Component.WEBSERVER}


def check(rendering: Rendering) -> Iterator[Verdict]:
    found = redundant(rendering)
    if not found:
        yield Skip(NOT_REDUNDANT)
        return
    if rendering.facts.cluster.zones == 1:
        yield Skip("all nodes are in one zone")
        return
    for part in found:
        yield from _judge(rendering, part)


def _judge(rendering: Rendering, part: Redundant) -> Iterator[Verdict]:
    seen = outlook(rendering, part.workload)
    try:
        found = seen.placements(part.number)
    except UnsettledError as error:
        yield from map(Unknown, error.facts)
        return
    worst = found.worst_for_zone
    if not found.complete:
        yield Skip(f"not all replicas of {part.workload} can be placed")
    elif worst.fewest_after_zone_loss >= _wanted(part):
        return
    elif seen.unmeasured:
        yield from map(Unknown, seen.unmeasured)
    else:
        yield _violation(part, worst, str(seen.usable))


def _wanted(part: Redundant) -> int:
    """Half of what takes requests must stay; of the others, whose work one can do, one."""
    return (part.number + 1) // 2 if SERVERS & set(part.components) else 1


def _violation(part: Redundant, worst: Placement, where: str) -> Violation:
    together = worst.pods - worst.fewest_after_zone_loss
    return Violation(
        part.workload.id,
        f"may come to run {together} of {part.number} replicas of the {part.names} in one zone ({where}): "
        f"its loss leaves {worst.fewest_after_zone_loss}, at least {_wanted(part)} must stay",
        part.workload.field_of("spec", "topologySpreadConstraints"),
    )


RULE = Rule(name="replicas-may-share-zone", severity=Severity.ERROR, profile=Profile.STRICT, check=check)
