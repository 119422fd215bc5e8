"""Which fields does the API server refuse to change, and which did it just refuse?

Source: the update validation of Kubernetes 1.37, `pkg/apis/<group>/validation/validation.go`, and for custom
resource definitions that of apiextensions-apiserver. Older servers forbid the same by a list of what may
change ("updates to statefulset spec for fields other than ...").
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from airkust.diff.change import Change
from airkust.diff.state import Refusal
from airkust.model import tree
from airkust.model.quantity import quantity
from airkust.model.resource import ResourceId

Fields = tuple[str, ...]
"""Names of fields; "*" stands for any item of a list."""

Live = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Frozen:
    """A field that stays as it was made.

    Attributes:
        but: What may change inside it all the same.
        once: Where nothing stands yet, it may still be set.
        stays: Leaving it out changes nothing: the API server keeps what it had.
        when: Whether it is frozen at all, by the live object and the change.
    """

    path: Fields
    but: tuple[Fields, ...] = ()
    once: bool = False
    stays: bool = False
    when: Callable[[Live, Change], bool] | None = None

    def forbids(self, change: Change, live: Live) -> bool:
        """Whether the API server refuses that change of that object."""
        return (
            self._meets(change)
            and not (self.once and tree.at(live, *self.path) in (None, ""))
            and not (self.stays and change.after is None)
            and (self.when is None or self.when(live, change))
        )

    def _meets(self, change: Change) -> bool:
        names = tuple(step if isinstance(step, str) else "*" for step in change.path)
        if len(names) < len(self.path):  # something above it was added, taken away or replaced
            inside = self.path[len(names) :]
            above = self.path[: len(names)] == names
            return above and tree.at(change.before, *inside) != tree.at(change.after, *inside)
        return names[: len(self.path)] == self.path and not any(
            names[: len(free)] == free for free in self.but
        )


def _fields(*paths: str) -> tuple[Frozen, ...]:
    return tuple(Frozen(tuple(path.split("."))) for path in paths)


def _says_immutable(live: Live, _: Change) -> bool:
    return tree.at(live, "immutable") is True


def _shrinks(live: Live, change: Change) -> bool:
    path = ("spec", "resources", "requests", "storage")
    before = quantity(tree.at(live, *path))
    after = quantity(tree.at(change.after, *path[len(change.path) :]))
    return before is not None and after is not None and after < before


def _is_suspended(live: Live, _: Change) -> bool:
    return tree.at(live, "spec", "suspend") is True


def _runs(live: Live, change: Change) -> bool:
    return not _is_suspended(live, change)


def _is_not_indexed(live: Live, _: Change) -> bool:
    return tree.text(live, "spec", "completionMode") != "Indexed"


_TEMPLATE: Final = ("spec", "template")
_SCHEDULING: Final = tuple(
    (*_TEMPLATE, *rest)
    for rest in (
        ("metadata", "labels"),
        ("metadata", "annotations"),
        ("spec", "affinity", "nodeAffinity"),
        ("spec", "nodeSelector"),
        ("spec", "schedulingGates"),
        ("spec", "tolerations"),
        ("spec", "containers", "*", "resources"),
        ("spec", "initContainers", "*", "resources"),
    )
)
"""What a Job lets go of in its template while it is suspended."""

_POD: Final = tuple(
    ("spec", *rest)
    for rest in (
        ("containers", "*", "image"),
        ("initContainers", "*", "image"),
        ("activeDeadlineSeconds",),
        ("schedulingGates",),
        ("tolerations",),
    )
)
"""What an apply may change of a Pod; its resources change through the subresource `resize` only."""
_VOLUME: Final = tuple(
    ("spec", name)
    for name in (
        "accessModes",
        "capacity",
        "claimRef",
        "mountOptions",
        "nodeAffinity",
        "persistentVolumeReclaimPolicy",
        "storageClassName",
        "volumeAttributesClassName",
    )
)

FROZEN: Final[Mapping[tuple[str, str], tuple[Frozen, ...]]] = {
    ("", "ConfigMap"): tuple(
        Frozen((name,), when=_says_immutable) for name in ("data", "binaryData", "immutable")
    ),
    ("", "PersistentVolume"): (Frozen(("spec",), but=_VOLUME),),
    ("", "PersistentVolumeClaim"): (
        *_fields(
            "spec.accessModes", "spec.dataSource", "spec.dataSourceRef", "spec.selector", "spec.volumeMode"
        ),
        *_fields("spec.resources.limits"),
        Frozen(("spec", "resources", "requests", "storage"), when=_shrinks),
        Frozen(("spec", "storageClassName"), once=True),
        Frozen(("spec", "volumeName"), once=True, stays=True),
    ),
    ("", "Pod"): (Frozen(("spec",), but=_POD),),
    ("", "Secret"): (
        *_fields("type"),
        *(Frozen((name,), when=_says_immutable) for name in ("data", "immutable", "stringData")),
    ),
    ("", "Service"): (Frozen(("spec", "clusterIP"), once=True, stays=True),),
    ("apiextensions.k8s.io", "CustomResourceDefinition"): _fields(
        "spec.group", "spec.names.kind", "spec.names.plural", "spec.scope"
    ),
    ("apps", "ControllerRevision"): _fields("data"),
    ("apps", "DaemonSet"): _fields("spec.selector"),
    ("apps", "Deployment"): _fields("spec.selector"),
    ("apps", "ReplicaSet"): _fields("spec.selector"),
    ("apps", "StatefulSet"): (
        *_fields("spec.podManagementPolicy", "spec.selector", "spec.serviceName"),
        Frozen(("spec", "volumeClaimTemplates"), but=(("spec", "volumeClaimTemplates", "*", "status"),)),
    ),
    ("batch", "Job"): (
        *_fields("spec.backoffLimitPerIndex", "spec.completionMode", "spec.managedBy"),
        *_fields("spec.podFailurePolicy", "spec.selector", "spec.successPolicy"),
        Frozen(("spec", "completions"), when=_is_not_indexed),
        Frozen(_TEMPLATE, when=_runs),
        Frozen(_TEMPLATE, but=_SCHEDULING, when=_is_suspended),
    ),
    ("networking.k8s.io", "IngressClass"): _fields("spec.controller"),
    ("node.k8s.io", "RuntimeClass"): _fields("handler"),
    ("rbac.authorization.k8s.io", "ClusterRoleBinding"): _fields("roleRef"),
    ("rbac.authorization.k8s.io", "RoleBinding"): _fields("roleRef"),
    ("scheduling.k8s.io", "PriorityClass"): _fields("preemptionPolicy", "value"),
    ("storage.k8s.io", "CSIDriver"): _fields("spec.attachRequired", "spec.volumeLifecycleModes"),
    ("storage.k8s.io", "StorageClass"): _fields(
        "parameters", "provisioner", "reclaimPolicy", "volumeBindingMode"
    ),
    ("storage.k8s.io", "VolumeAttributesClass"): _fields("driverName", "parameters"),
}
"""By API group and kind. What is not here may be changed, or belongs to a custom resource."""

REFUSED: Final = re.compile(
    r"immutable|may not (?:be changed|change once set)|cannot change roleRef|updates to .* are forbidden"
    r"|can not be less than|pod updates may not change",
    re.IGNORECASE,
)
NAMED: Final = re.compile(
    r"(?:^|\[|, |: )([a-z][A-Za-z]*(?:\.[A-Za-z]+|\[[^\]\s]*\])*): (?:Invalid value|Forbidden)\b"
)


def frozen_fields(of: ResourceId, changes: Sequence[Change], live: Mapping[str, Any]) -> tuple[Change, ...]:
    """Those of the changes that the API server refuses, so that the object must be made anew.

    Args:
        of: Its group and kind decide.
        changes: Between the live object and what would be.
        live: The live object.
    """
    table = FROZEN.get((of.api_group, of.kind), ())
    return tuple(change for change in changes if any(each.forbids(change, live) for each in table))


def fields_of_refusal(refusal: Refusal) -> tuple[str, ...]:
    """The fields that an API server's no says cannot be changed, as it writes them, none twice.

    () where it says no for another reason. Values it quotes are not given back.
    """
    return tuple(dict.fromkeys(_refused(refusal)))


def _refused(refusal: Refusal) -> Iterator[str]:
    yield from (field for field, said in refusal.causes if field and REFUSED.search(said))
    if not refusal.causes and refusal.reason in ("", "Invalid") and REFUSED.search(refusal.message):
        yield from NAMED.findall(refusal.message)
