"""Which pods mount a PersistentVolumeClaim, and on how many nodes may it be mounted at once?"""

from collections.abc import Iterator
from dataclasses import dataclass

from airkust.model import tree
from airkust.model.rendering import Rendering
from airkust.model.resource import Resource
from airkust.model.workload import Workload

SINGLE_NODE = frozenset({"ReadWriteOnce", "ReadWriteOncePod"})
"""Access modes that let one node mount the volume."""

MANY = 2
"""At least so many pods: task pods, or the pods of a DaemonSet, whose number no manifest says."""


@dataclass(frozen=True, eq=False)
class ClaimUse:
    """A claim that the pods of a workload mount by its name.

    Attributes:
        name: Of the PersistentVolumeClaim.
        field: Of the volume, in the object that holds the pod template.
    """

    workload: Workload
    name: str
    field: str


def claim_uses(workload: Workload) -> Iterator[ClaimUse]:
    """The claims a pod template names; those a StatefulSet makes for each of its pods are left out."""
    for number, volume in enumerate(tree.sequence(workload.pod_spec, "volumes")):
        if name := tree.text(volume, "persistentVolumeClaim", "claimName"):
            yield ClaimUse(workload, name, workload.field_of("spec", "volumes", number))


def single_node(claim: Resource | None) -> bool:
    """Whether one node at a time can mount a claim: its access modes are all of that kind."""
    modes = tree.texts(claim.body, "spec", "accessModes") if claim else ()
    return bool(modes) and set(modes) <= SINGLE_NODE


def pods_at_most(rendering: Rendering, workload: Workload) -> int:
    """How many pods of a workload there may be at once, as far as more than one matters."""
    if workload.embedded or workload.kind == "DaemonSet":
        return MANY
    replicas = rendering.replicas(workload)
    return replicas.maximum if replicas else 1
