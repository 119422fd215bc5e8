"""What is lost where an object has to be deleted and made anew?"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from airkust.diff.comparison import Fate, ObjectDiff
from airkust.diff.immutable import frozen_fields
from airkust.diff.impact import Gate, Impact, ImpactKind
from airkust.diff.impacts.words import joined, kubectl
from airkust.model.finding import Severity

ORPHAN: Final = "--cascade=orphan"


@dataclass(frozen=True, slots=True)
class Consequence:
    """What making an object of a kind anew comes to.

    Attributes:
        loses: What happens, as the end of a sentence.
        options: Of `kubectl delete`.
    """

    loses: str
    severity: Severity = Severity.WARNING
    options: tuple[str, ...] = ()


CONSEQUENCES: Final[Mapping[tuple[str, str], Consequence]] = {
    ("", "ConfigMap"): Consequence("running pods keep the old values until they are restarted"),
    ("", "PersistentVolume"): Consequence(
        "its claim is lost until a new one is bound; the data stays where the storage keeps it",
        Severity.ERROR,
    ),
    ("", "PersistentVolumeClaim"): Consequence(
        "its data is lost, unless it is copied first or the reclaim policy of its volume is Retain",
        Severity.ERROR,
    ),
    ("", "Pod"): Consequence("it ends and starts anew: nothing replaces it meanwhile"),
    ("", "Secret"): Consequence("running pods keep the old values until they are restarted"),
    ("", "Service"): Consequence("it gets another address: until names are looked up again connects fail"),
    ("apiextensions.k8s.io", "CustomResourceDefinition"): Consequence(
        "every custom resource of its kind is deleted with it", Severity.ERROR
    ),
    ("apps", "DaemonSet"): Consequence(
        "deleted with orphan cascade its pods run on, and those that the new selector does not match must be "
        "deleted by hand",
        options=(ORPHAN,),
    ),
    ("apps", "Deployment"): Consequence(
        "deleted with orphan cascade its old pods run on beside the new ones, and must be deleted by hand",
        options=(ORPHAN,),
    ),
    ("apps", "ReplicaSet"): Consequence(
        "deleted with orphan cascade its pods run on, and those that the new selector does not match must be "
        "deleted by hand",
        options=(ORPHAN,),
    ),
    ("apps", "StatefulSet"): Consequence(
        "deleted with orphan cascade its pods and claims stay, and the new one takes those over that its "
        "selector matches; claims that exist keep their size and class",
        options=(ORPHAN,),
    ),
    ("batch", "Job"): Consequence("a run that is under way ends, and the new one runs from the start"),
    ("networking.k8s.io", "IngressClass"): Consequence("its Ingresses are not served meanwhile"),
    ("rbac.authorization.k8s.io", "ClusterRoleBinding"): Consequence(
        "its subjects have no permission meanwhile"
    ),
    ("rbac.authorization.k8s.io", "RoleBinding"): Consequence("its subjects have no permission meanwhile"),
    ("scheduling.k8s.io", "PriorityClass"): Consequence(
        "pods that exist keep the old priority, and none that names it is admitted meanwhile"
    ),
    ("storage.k8s.io", "StorageClass"): Consequence("volumes that exist stay as they are"),
}
"""By API group and kind."""

OTHERS: Final = Consequence("it is gone for a moment")


def recreate_impacts(objects: Sequence[ObjectDiff]) -> Iterator[Impact]:
    """One consequence for each object that cannot be changed in place."""
    for each in objects:
        if each.fate is Fate.RECREATED:
            yield _impact(each)


def _impact(of: ObjectDiff) -> Impact:
    frozen = frozen_fields(of.id, of.changes, of.live or {})
    fields = joined(dict.fromkeys(change.field for change in frozen))
    found = CONSEQUENCES.get((of.id.api_group, of.id.kind), OTHERS)
    what = f"{fields} cannot be changed" if fields else "cannot be changed in place"
    return Impact(
        ImpactKind.RECREATE,
        of.id,
        f"{what}: it must be deleted and made anew; {found.loses}",
        Gate.RECREATE,
        found.severity,
        fix=f"{kubectl('delete', of.id, *found.options)}, then apply",
    )
