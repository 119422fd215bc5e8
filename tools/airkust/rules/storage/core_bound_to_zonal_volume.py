"""A component of Airflow mounts a volume that is likely to stand in one zone.

Why: A volume of a block store is in one zone, and its pod can only run there. When the zone is lost the pod
    waits for it, however many nodes are left elsewhere.
Fix: Keep logs in an object store or on a ReadWriteMany claim whose store is in several zones; scheduler,
    api-server, dag-processor and triggerer need no volume of their own.
See: https://kubernetes.io/docs/concepts/storage/persistent-volumes/#node-affinity
"""

from collections.abc import Iterator

from airkust.model import tree
from airkust.model.claims import SINGLE_NODE, claim_uses, single_node
from airkust.model.commands import CORE
from airkust.model.facts import said_in
from airkust.model.finding import Severity, Violation
from airkust.model.profile import Profile
from airkust.model.rendering import Rendering
from airkust.model.workload import Workload
from airkust.rules.rule import Rule, Skip, Unknown, Verdict


def check(rendering: Rendering) -> Iterator[Verdict]:
    zones = rendering.facts.cluster.zones
    found = [
        violation
        for workload in dict.fromkeys(user.workload for user in rendering.airflow.running(*CORE))
        for violation in (*_mounted(rendering, workload), *_made(workload))
    ]
    if not rendering.airflow.running(*CORE):
        yield Skip("no component of Airflow is rendered")
    elif zones is not None and zones <= 1:
        yield Skip(f"there is one zone, says {said_in('cluster.zones')}")
    elif found and zones is None:
        yield Unknown(said_in("cluster.zones"))
    else:
        yield from found


def _mounted(rendering: Rendering, workload: Workload) -> Iterator[Violation]:
    for use in claim_uses(workload):
        claim = rendering.get("PersistentVolumeClaim", use.name, workload.namespace)
        if claim and single_node(claim):
            message = f"mounts {claim.id}, which one node at a time can mount"
            yield Violation(workload.id, message, use.field, related=(claim.id,))


def _made(workload: Workload) -> Iterator[Violation]:
    for number, made in enumerate(tree.sequence(workload.resource.body, "spec", "volumeClaimTemplates")):
        modes = set(tree.texts(made, "spec", "accessModes"))
        if modes and modes <= SINGLE_NODE:
            name = tree.text(made, "metadata", "name")
            message = f'gives each pod a claim "{name}", which one node at a time can mount'
            yield Violation(workload.id, message, f"spec.volumeClaimTemplates[{number}]")


RULE = Rule(name="core-bound-to-zonal-volume", severity=Severity.WARNING, profile=Profile.STRICT, check=check)
