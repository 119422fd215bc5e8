"""How many pods does a workload keep, at least and at most?"""

from dataclasses import dataclass

from airkust.model import tree
from airkust.model.index import ResourceIndex
from airkust.model.resource import Resource, ResourceId
from airkust.model.workload import REPLICATED, Workload


@dataclass(frozen=True, slots=True)
class Replicas:
    """The bounds of a workload's size.

    Attributes:
        owner: The object that sets them: the workload itself, or its autoscaler.
        field: Where in the owner the lower bound stands, or would.
    """

    minimum: int
    maximum: int
    owner: ResourceId
    field: str


def replicas(index: ResourceIndex, workload: Workload) -> Replicas | None:
    """The size of a workload, an autoscaler's bounds before its own `spec.replicas`.

    Defaults are Kubernetes': one replica, an HorizontalPodAutoscaler's minReplicas one; KEDA's
    minReplicaCount zero and maxReplicaCount 100.

    Args:
        index: Where autoscalers are looked for.
        workload: A Deployment, StatefulSet or ReplicaSet.

    Returns:
        None for the kinds that keep no number of pods.
    """
    if workload.embedded or workload.kind not in REPLICATED:
        return None
    for scaler in index.of_kind_near(workload.namespace, "HorizontalPodAutoscaler", "ScaledObject"):
        if _scales(scaler, workload):
            return _bounds(scaler)
    count = _whole(tree.at(workload.resource.body, "spec", "replicas"), default=1)
    return Replicas(count, count, workload.id, "spec.replicas")


def _scales(scaler: Resource, workload: Workload) -> bool:
    target = tree.mapping(scaler.body, "spec", "scaleTargetRef")
    return (
        tree.text(target, "name") == workload.resource.name
        and (tree.text(target, "kind") or "Deployment") == workload.kind
    )


def _bounds(scaler: Resource) -> Replicas:
    if scaler.kind == "ScaledObject":
        low, high, default = "minReplicaCount", "maxReplicaCount", (0, 100)
    else:
        low, high, default = "minReplicas", "maxReplicas", (1, 1)
    minimum = _whole(tree.at(scaler.body, "spec", low), default=default[0])
    maximum = _whole(tree.at(scaler.body, "spec", high), default=default[1])
    return Replicas(minimum, max(minimum, maximum), scaler.id, f"spec.{low}")


def _whole(value: object, *, default: int) -> int:
    return value if isinstance(value, int) and not isinstance(value, bool) else default
