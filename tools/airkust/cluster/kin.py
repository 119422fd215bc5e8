"""Which live objects that are not rendered belong to the same application?"""

from collections.abc import Mapping
from typing import Any

from airkust.diff.orphans import LABELS
from airkust.model import tree
from airkust.model.rendering import Rendering
from airkust.model.rollouts import without_hash

WATCHED = (("autoscaling", "HorizontalPodAutoscaler"), ("policy", "PodDisruptionBudget"))
"""Group and kind of what acts on our pods whoever made it: all of them are kept."""

LEFT_BEHIND = (
    ("", "ConfigMap"),
    ("", "Service"),
    ("apps", "DaemonSet"),
    ("apps", "Deployment"),
    ("apps", "StatefulSet"),
    ("batch", "CronJob"),
    ("batch", "Job"),
    ("networking.k8s.io", "Ingress"),
    ("networking.k8s.io", "NetworkPolicy"),
)
"""Group and kind of what is looked for though none is rendered any more. Without Secrets: where none is
rendered, none is read."""


class Kin:
    """What the objects of a rendering are recognised by."""

    def __init__(self, rendering: Rendering) -> None:
        self._labels = frozenset(
            (name, resource.labels[name])
            for resource in rendering
            for name in LABELS
            if name in resource.labels
        )
        self._names = frozenset((resource.kind, without_hash(resource.name)) for resource in rendering)

    def has(self, group: str, kind: str, body: Mapping[str, Any]) -> bool:
        """Whether an object belongs; what a controller makes does not: it goes with its owner.

        Args:
            group: Its API group.
            kind: Its kind.
            body: It.
        """
        owners = tree.sequence(body, "metadata", "ownerReferences")
        if any(tree.at(owner, "controller") is True for owner in owners):
            return False
        if (group, kind) in WATCHED:
            return True
        labels = tree.labels(body, "metadata", "labels")
        if any((name, labels[name]) in self._labels for name in LABELS if name in labels):
            return True
        return (kind, without_hash(tree.text(body, "metadata", "name"))) in self._names
