"""What does a person call a field manager?

Managers name themselves: by `--field-manager`, else by the first word of the user agent. kubectl's own
names stand in kubernetes/kubectl, `pkg/cmd/*`, each command's `--field-manager` default.
"""

from collections.abc import Mapping
from typing import Final

from airkust.diff.owners import Owner

NAMES: Final[Mapping[str, str]] = {
    "argocd-controller": "Argo CD",
    "argocd-application-controller": "Argo CD",
    "argocd-server": "Argo CD's user interface",
    "helm": "Helm",
    "helm-controller": "Flux's helm-controller",
    "kustomize-controller": "Flux's kustomize-controller",
    "keda": "KEDA",
    "keda-operator": "KEDA",
    "kube-controller-manager": "a controller of Kubernetes",
    "kubectl": "kubectl",
    "kubectl-annotate": "kubectl annotate",
    "kubectl-autoscale": "kubectl autoscale",
    "kubectl-client-side-apply": "kubectl apply",
    "kubectl-create": "kubectl create",
    "kubectl-edit": "kubectl edit",
    "kubectl-expose": "kubectl expose",
    "kubectl-label": "kubectl label",
    "kubectl-last-applied": "kubectl apply",
    "kubectl-patch": "kubectl patch",
    "kubectl-replace": "kubectl replace",
    "kubectl-rollout": "kubectl rollout",
    "kubectl-run": "kubectl run",
    "kubectl-scale": "kubectl scale",
    "kubectl-set": "kubectl set",
    "kubectl-taint": "kubectl taint",
    "vpa-admission-controller": "the VerticalPodAutoscaler",
    "vpa-recommender": "the VerticalPodAutoscaler",
    "vpa-updater": "the VerticalPodAutoscaler",
}

SCALERS: Final = frozenset(
    [
        "horizontal-pod-autoscaler",
        "keda",
        "keda-operator",
        "kube-controller-manager",
        "vpa-admission-controller",
        "vpa-recommender",
        "vpa-updater",
    ]
)
"""Who changes sizes on behalf of an autoscaler, by the scale subresource or (VPA) the object itself."""


def person_readable(owner: Owner) -> str:
    """A manager as a person knows it, for instance `kubectl edit`; its own name where nobody knows better."""
    if owner.subresource == "scale":
        if owner.manager == "kube-controller-manager":
            return "the HorizontalPodAutoscaler"
        if owner.manager == "kubectl":
            return "kubectl scale"
    return named(owner.manager)


def written_as(owner: Owner) -> str:
    """The manager's name; `kubectl scale` calls itself kubectl, and is known by what it writes to."""
    scaled = owner.subresource == "scale" and owner.manager == "kubectl"
    return "kubectl-scale" if scaled else owner.manager


def named(manager: str) -> str:
    """The same where only the name is known."""
    return NAMES.get(manager, manager) or "somebody unnamed"


def is_autoscaler(owner: Owner) -> bool:
    """Whether a field was written to follow the load.

    `kubectl scale` writes through the scale subresource as well: a person did that.
    """
    if owner.manager.startswith("kubectl"):
        return False
    return owner.subresource == "scale" or owner.manager in SCALERS - {"kube-controller-manager"}
