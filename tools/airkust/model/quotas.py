"""Which ResourceQuotas bound which pods, and how much of one do those need?"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Final

from airkust.model import semantics, tree
from airkust.model.index import ResourceIndex, same_namespace
from airkust.model.peak import peak
from airkust.model.pod_resources import pod_amount
from airkust.model.quantity import quantity
from airkust.model.rendering import Rendering
from airkust.model.replicas import replicas
from airkust.model.resource import Resource
from airkust.model.workload import Workload

PODS: Final = frozenset({"pods", "count/pods"})

COUNTED: Final[Mapping[str, tuple[str, str]]] = {
    f"{prefix}{resource}": (part, resource)
    for resource in ("cpu", "memory", "ephemeral-storage")
    for prefix, part in (("", "requests"), ("requests.", "requests"), ("limits.", "limits"))
}
"""What a quota may bound besides the number of pods."""


@dataclass(frozen=True, eq=False)
class Quota:
    """A ResourceQuota.

    Attributes:
        unjudged: A scope nobody can judge from here; "" for none.
    """

    resource: Resource
    unjudged: str

    def hard(self) -> Iterator[tuple[str, Fraction]]:
        """The bounds on pods, by name."""
        for name, value in tree.mapping(self.resource.body, "spec", "hard").items():
            number = quantity(value)
            if number is not None and (name in PODS or name in COUNTED):
                yield name, number

    def counts(self, spec: Mapping[str, Any], namespace: str) -> bool:
        """Whether it counts a pod of a namespace ("" meets any)."""
        return same_namespace(self.resource.namespace, namespace) and all(
            _selects(expression, tree.text(spec, "priorityClassName"))
            for expression in _expressions(self.resource)
        )


def quotas(rendering: Rendering) -> tuple[Quota, ...]:
    """Every ResourceQuota, in the order of the rendering."""
    return tuple(Quota(found, _unjudged(found)) for found in rendering.of_kind("ResourceQuota"))


def needed(spec: Mapping[str, Any], bound: str) -> Fraction:
    """How much of a bound one pod takes."""
    if bound in PODS:
        return Fraction(1)
    return pod_amount(spec, *COUNTED[bound])


def needed_pods(index: ResourceIndex, workload: Workload) -> int:
    """The pods a workload must have room for: its largest size, and those without which a rollout stands.

    A Deployment that may take an old pod away first needs none more. What runs on each node counts as one.
    """
    size = replicas(index, workload)
    if size is None or workload.kind != "Deployment":
        return peak(index, workload) or 1
    rollout = semantics.rolling_update(workload.resource.body, size.maximum)
    if rollout is None or rollout.max_unavailable > 0 or size.maximum == 0:
        return size.maximum
    return size.maximum + rollout.max_surge


def _expressions(resource: Resource) -> list[Any]:
    return tree.sequence(resource.body, "spec", "scopeSelector", "matchExpressions")


def _unjudged(resource: Resource) -> str:
    scopes = [*tree.texts(resource.body, "spec", "scopes")]
    scopes += [tree.text(expression, "scopeName") for expression in _expressions(resource)]
    return next((scope for scope in scopes if scope != "PriorityClass"), "")


def _selects(expression: object, priority_class: str) -> bool:
    values = tree.sequence(expression, "values")
    match tree.text(expression, "operator"):
        case "In":
            return priority_class in values
        case "NotIn":
            return priority_class not in values
        case "Exists":
            return bool(priority_class)
        case _:
            return not priority_class
