"""Which PodDisruptionBudgets stand over which pods?"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from airkust.model import semantics, tree
from airkust.model.index import same_namespace
from airkust.model.rendering import Rendering
from airkust.model.resource import Resource, ResourceId
from airkust.model.workload import Workload


@dataclass(frozen=True, eq=False)
class Budget:
    """A PodDisruptionBudget.

    Attributes:
        resource: The object.
        workloads: Those whose pods it selects; task pods are not among them.
    """

    resource: Resource
    workloads: tuple[Workload, ...]

    @property
    def id(self) -> ResourceId:
        return self.resource.id

    @property
    def spec(self) -> Mapping[str, Any]:
        return tree.mapping(self.resource.body, "spec")

    @property
    def limit(self) -> tuple[str, object]:
        """The field that says how many may go, and its value; maxUnavailable where both are written."""
        for name in ("maxUnavailable", "minAvailable"):
            if self.spec.get(name) is not None:
                return name, self.spec[name]
        return "maxUnavailable", None

    def selects(self, labels: Mapping[str, str], namespace: str) -> bool:
        """Whether it counts a pod with these labels in a namespace ("" meets any)."""
        there = same_namespace(self.resource.namespace, namespace)
        return there and semantics.selects(self.spec.get("selector"), labels)


def budgets(rendering: Rendering) -> tuple[Budget, ...]:
    """Every PodDisruptionBudget, in the order of the rendering."""
    return tuple(
        Budget(
            resource,
            rendering.selected_by(tree.at(resource.body, "spec", "selector"), resource.namespace),
        )
        for resource in rendering.of_kind("PodDisruptionBudget")
    )


def by_workload(found: Iterable[Budget]) -> Mapping[Workload, tuple[Budget, ...]]:
    """The budgets that stand over each workload, for those that have one."""
    over: dict[Workload, tuple[Budget, ...]] = {}
    for budget in found:
        for workload in budget.workloads:
            over[workload] = (*over.get(workload, ()), budget)
    return over
