"""Several pods share a claim that one node at a time can mount.

Why: A ReadWriteOnce volume is attached to one node. A second pod on another node waits for it forever, with
    "Multi-Attach error": a replica, a task, or the pod that should take over from a lost node.
Fix: Ask for ReadWriteMany, which NFS and the file stores of clouds offer, keep logs in an object store, or
    give each pod a claim of its own by volumeClaimTemplates.
See: https://kubernetes.io/docs/concepts/storage/persistent-volumes/#access-modes
"""

from collections.abc import Iterator

from airkust.model.claims import ClaimUse, claim_uses, pods_at_most, single_node
from airkust.model.finding import Severity, Violation
from airkust.model.profile import Profile
from airkust.model.rendering import Rendering
from airkust.model.resource import ResourceId
from airkust.rules.rule import Rule, Skip, Unknown, Verdict


def check(rendering: Rendering) -> Iterator[Verdict]:
    uses: dict[tuple[str, str], list[ClaimUse]] = {}
    for workload in rendering.workloads + rendering.airflow.task_pods:
        for use in claim_uses(workload):
            uses.setdefault((workload.namespace, use.name), []).append(use)
    if not uses:
        yield Skip("nothing rendered mounts a claim")
    for (namespace, name), users in uses.items():
        if sum(pods_at_most(rendering, use.workload) for use in users) <= 1:
            continue
        claim = rendering.get("PersistentVolumeClaim", name, namespace)
        if claim is None:
            yield Unknown(f"the access modes of PersistentVolumeClaim/{name}, made outside")
        elif single_node(claim):
            for use in users:
                yield _violation(rendering, use, users, claim.id)


def _violation(rendering: Rendering, use: ClaimUse, users: list[ClaimUse], claim: ResourceId) -> Violation:
    others = sorted({str(other.workload) for other in users if other.workload is not use.workload})
    pods = pods_at_most(rendering, use.workload)
    many = "task pods" if use.workload.embedded else f"{pods} {'pods' if pods > 1 else 'pod'}"
    shared = f", and so does {' and '.join(others)}" if others else ""
    message = f"mounts {claim} into {many}{shared}; its access modes let one node mount it"
    return Violation(use.workload.id, message, use.field, related=(claim,))


RULE = Rule(name="shared-single-node-claim", severity=Severity.ERROR, profile=Profile.HA, check=check)
