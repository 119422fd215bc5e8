"""What goes when somebody prunes, and what is lost with it?"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from airkust.diff.comparison import Fate, ObjectDiff
from airkust.diff.impact import Impact, ImpactKind
from airkust.diff.impacts.words import counted, joined, kubectl, shortened
from airkust.diff.pairing import GENERATED
from airkust.model import tree
from airkust.model.finding import Severity
from airkust.model.references import references
from airkust.model.rendering import Rendering
from airkust.model.resource import ResourceId
from airkust.model.workload import REPLICATED, Workload

LOST: Final[Mapping[str, str]] = {
    "Namespace": "everything in it goes along, Secrets and claims that no manifest holds too",
    "PersistentVolumeClaim": "its data goes along, unless the reclaim policy of its volume is Retain",
    "Secret": "what it holds is lost, unless it is kept elsewhere",
    "CustomResourceDefinition": "every custom resource of its kind goes along",
}
ARGO: Final = "argocd.argoproj.io/sync-options"
FLUX: Final = "kustomize.toolkit.fluxcd.io/prune"
HELM: Final = "helm.sh/resource-policy"


def orphan_impacts(before: Rendering, after: Rendering, objects: Sequence[ObjectDiff]) -> Iterator[Impact]:
    """One consequence for each object of ours that is rendered no more.

    Args:
        before: What is live, ReplicaSets included where they were read.
        after: What would be.
        objects: The differences.
    """
    successors = {each.previous: each.id for each in objects if each.previous}
    orphans = [each for each in objects if each.fate is Fate.ORPHANED]
    users = _users(before, after) if orphans else {}
    for each in orphans:
        yield _impact(before, each, successors.get(each.id), users.get(each.id, ()))


def guards(of: Mapping[str, object]) -> tuple[str, ...]:
    """Who leaves a live object alone, for an annotation says so.

    Args:
        of: Its body.
    """
    annotations = tree.labels(of, "metadata", "annotations")
    options = {option.strip() for option in annotations.get(ARGO, "").split(",")}
    found = (
        ("Argo CD", "Prune=false" in options),
        ("Flux", annotations.get(FLUX, "").lower() == "disabled"),
        ("Helm", annotations.get(HELM, "").lower() == "keep"),
    )
    return tuple(name for name, guarded in found if guarded)


def _impact(
    before: Rendering, of: ObjectDiff, successor: ResourceId | None, users: Sequence[ResourceId]
) -> Impact:
    live = before.by_id.get(of.id)
    body = live.body if live else (of.live or {})
    lost = LOST.get(of.id.kind, "") if successor is None else ""
    parts = [
        f"{successor} takes its place" if successor else "is rendered no more",
        _running(body, of.id),
        f"pruned, {lost}" if lost else "",
        f"still named by {shortened(users)}{_rollback(users)}" if users else "",
        f"{joined(kept)} {'leave' if len(kept) > 1 else 'leaves'} it alone" if (kept := guards(body)) else "",
    ]
    return Impact(
        ImpactKind.ORPHAN,
        of.id,
        "; ".join(filter(None, parts)),
        severity=Severity.WARNING if lost or (users and not successor) else Severity.INFO,
        because=tuple(users) + ((successor,) if successor else ()),
        fix="" if lost or users or successor else kubectl("delete", of.id),
    )


def _running(body: Mapping[str, object], of: ResourceId) -> str:
    replicas = tree.at(body, "spec", "replicas")
    if of.kind not in REPLICATED or not isinstance(replicas, int) or not replicas:
        return ""
    return f"its {counted(replicas, 'pod')} {'runs' if replicas == 1 else 'run'} on until it is deleted"


def _rollback(users: Sequence[ResourceId]) -> str:
    return ": a rollback needs it" if all(user.kind == "ReplicaSet" for user in users) else ""


def _users(before: Rendering, after: Rendering) -> Mapping[ResourceId, tuple[ResourceId, ...]]:
    """What names each ConfigMap and Secret afterwards: what is rendered, and old ReplicaSets."""
    found: dict[ResourceId, dict[ResourceId, None]] = {}
    left = (each for each in before.workloads if each.id not in after.by_id and not _is_transient(each))
    for workload in (*after.workloads, *left):
        for reference in references(workload):
            if reference.kind in GENERATED:
                named = ResourceId(reference.kind, reference.name, workload.namespace)
                found.setdefault(named, {})[workload.id] = None
    return {named: tuple(users) for named, users in found.items()}


def _is_transient(workload: Workload) -> bool:
    """Whether a controller made it, and makes the next from what is rendered: a Pod, a CronJob's Job."""
    return workload.kind != "ReplicaSet" and bool(
        tree.sequence(workload.resource.body, "metadata", "ownerReferences")
    )
