"""All replicas of a component of Airflow are bound to one zone.

Why: A node selector, a required node affinity or the zone of a mounted volume decides where every replica
    must run. When that zone is lost there is no other place for any of them, however many there are.
Fix: Take the zone out of `nodeSelector` and `nodeAffinity`, or name two or more; replace a volume of one zone
    by storage that every zone reaches.
See: https://kubernetes.io/docs/setup/best-practices/multiple-zones/
    https://kubernetes.io/docs/concepts/scheduling-eviction/assign-pod-node/#node-affinity
"""

from collections.abc import Iterator

from airkust.model import tree
from airkust.model.facts import said_in
from airkust.model.finding import Severity, Violation
from airkust.model.node_choice import Values, of_terms, values_left
from airkust.model.outlook import LABELS
from airkust.model.profile import Profile
from airkust.model.redundant import NOT_REDUNDANT, Redundant, redundant
from airkust.model.rendering import Rendering
from airkust.model.resource import Resource
from airkust.model.topology import Level
from airkust.rules.rule import Rule, Skip, Unknown, Verdict

ZONE = LABELS[Level.ZONE]


def check(rendering: Rendering) -> Iterator[Verdict]:
    found = redundant(rendering)
    zones = rendering.facts.cluster.zones
    if not found:
        yield Skip(NOT_REDUNDANT)
    elif zones == 1:
        yield Skip("all nodes are in one zone")
    else:
        for part in found:
            yield from _judge(rendering, part, zones)


def _judge(rendering: Rendering, part: Redundant, zones: int | None) -> Iterator[Verdict]:
    workload = part.workload
    chosen = values_left(workload, *ZONE)
    if _is_one(chosen, zones):
        yield Violation(
            workload.id,
            f"may run the {part.names} only in {_named(chosen)}, by its node selector or node affinity",
            workload.field_of("spec"),
        )
        return
    if chosen.but and chosen.names and zones is None:
        yield Unknown(said_in("cluster.zones"))
    for claim, field in _claims(part):
        volume = _volume(rendering, claim, workload.namespace)
        terms = (
            tree.at(volume.body, "spec", "nodeAffinity", "required", "nodeSelectorTerms") if volume else None
        )
        left = of_terms(terms, *ZONE)
        if volume and _is_one(left, zones):
            yield Violation(
                workload.id,
                f"mounts {volume.id}, which is in {_named(left)}: all replicas of the {part.names} are bound "
                "to it",
                field,
                related=(volume.id,),
            )


def _is_one(left: Values, zones: int | None) -> bool:
    return (not left.but and len(left.names) == 1) or (left.but and zones is not None and left.of(zones) == 1)


def _named(left: Values) -> str:
    names = ", ".join(sorted(left.names))
    return f"the one zone that is not {names}" if left.but else f"zone {names}"


def _claims(part: Redundant) -> Iterator[tuple[str, str]]:
    """The claims all replicas mount, with the field; those of a StatefulSet's template are one a replica."""
    for number, volume in enumerate(tree.sequence(part.workload.pod_spec, "volumes")):
        if name := tree.text(volume, "persistentVolumeClaim", "claimName"):
            yield name, part.workload.field_of("spec", "volumes", number, "persistentVolumeClaim")


def _volume(rendering: Rendering, claim: str, namespace: str) -> Resource | None:
    """The rendered PersistentVolume of a claim: the one it names, or the one that names it."""
    claimed = rendering.get("PersistentVolumeClaim", claim, namespace)
    named = tree.text(claimed.body, "spec", "volumeName") if claimed else ""
    if named:
        return rendering.get("PersistentVolume", named)
    volumes = rendering.of_kind("PersistentVolume")
    return next((each for each in volumes if tree.text(each.body, "spec", "claimRef", "name") == claim), None)


RULE = Rule(name="pinned-to-one-zone", severity=Severity.ERROR, profile=Profile.HA, check=check)
