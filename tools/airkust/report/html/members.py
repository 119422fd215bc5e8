"""Which pods keep Airflow going, and what is each for?"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from airkust.model import semantics, tree
from airkust.model.airflow import AirflowContainer
from airkust.model.budgets import Budget, budgets, by_workload
from airkust.model.commands import Component
from airkust.model.execution_api import serves_execution
from airkust.model.grace import grace_seconds
from airkust.model.rendering import Rendering
from airkust.model.traffic.cast import Cast
from airkust.model.traffic.parties import PartyKind
from airkust.model.traffic.targets import serves_people
from airkust.model.workload import Workload

DEFAULT_TOLERATION = 300
"""Seconds that Kubernetes' admission plugin DefaultTolerationSeconds writes where a pod says nothing."""

TAINTS = ("node.kubernetes.io/not-ready", "node.kubernetes.io/unreachable")
UI, EXECUTION, POOLER, DATABASE = "user interface", "execution API", "pooler", "database"

OTHERS = {PartyKind.COMPONENT: "component", PartyKind.POOLER: POOLER, PartyKind.INSIDE: DATABASE}
"""What the pods of a workload do that runs no component we know."""


@dataclass(frozen=True, eq=False)
class Member:
    """A workload whose pods keep Airflow going.

    Attributes:
        roles: What its pods do: a component's name, or a part of the api-server's work.
        found: The containers of Airflow in it.
        pods: How many it keeps at least; None where no number is kept.
        budgets: The PodDisruptionBudgets over its pods.
    """

    workload: Workload
    roles: tuple[str, ...]
    found: tuple[AirflowContainer, ...]
    pods: int | None
    budgets: tuple[Budget, ...]

    @property
    def name(self) -> str:
        return self.workload.resource.name

    @property
    def grace(self) -> int:
        return grace_seconds(self.workload)

    @property
    def toleration(self) -> int | None:
        """Seconds its pods stay on a node that does not answer; None for ever."""
        waits = [self._tolerated(taint) for taint in TAINTS]
        return None if None in waits else max(wait for wait in waits if wait is not None)

    @property
    def evictable(self) -> int | None:
        """How many of its pods a drain may take at once; None without a limit that can be read."""
        if self.pods is None or not self.budgets:
            return None
        allowed = [semantics.allowed_disruptions(budget.spec, self.pods) for budget in self.budgets]
        return min((number for number in allowed if number is not None), default=None)

    def number(self, section: str, key: str) -> float | None:
        """A setting of its first container of Airflow, as a number."""
        return self.found[0].settings.number(section, key) if self.found else None

    def _tolerated(self, taint: str) -> int | None:
        for each in tree.sequence(self.workload.pod_spec, "tolerations"):
            key, effect = tree.text(each, "key"), tree.text(each, "effect")
            if key in {"", taint} and effect in {"", "NoExecute"}:
                return whole(tree.at(each, "tolerationSeconds"))
        return DEFAULT_TOLERATION


@dataclass(frozen=True, eq=False)
class Members:
    """All of them."""

    rendering: Rendering

    @cached_property
    def all(self) -> tuple[Member, ...]:
        return tuple(self._members())

    @cached_property
    def task_pod(self) -> Workload | None:
        """What task pods are made from, where it can be read."""
        return next(iter(self.rendering.airflow.task_pods), None)

    def with_role(self, *roles: str) -> tuple[Member, ...]:
        """Those whose pods do one of these things."""
        return tuple(member for member in self.all if set(roles) & set(member.roles))

    def _members(self) -> Iterator[Member]:
        running: dict[Workload, list[AirflowContainer]] = {}
        for found in self.rendering.airflow.containers:
            running.setdefault(found.workload, []).append(found)
        over = by_workload(budgets(self.rendering))
        for workload, party in Cast(self.rendering).of_workload.items():
            containers = tuple(running.get(workload, ()))
            size = self.rendering.replicas(workload)
            roles = tuple(dict.fromkeys(role for each in containers for role in _roles(each))) or (
                OTHERS[party.kind],
            )
            yield Member(workload, roles, containers, size.minimum if size else None, over.get(workload, ()))


def whole(value: object) -> int | None:
    """A whole number; None for anything else."""
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def _roles(found: AirflowContainer) -> Iterator[str]:
    if found.component is Component.API_SERVER:
        if serves_people(found.words):
            yield UI
        if serves_execution(found):
            yield EXECUTION
    elif found.component is Component.WEBSERVER:
        yield UI
    elif found.component is not Component.MIGRATIONS:
        yield found.component.value
