"""A PodDisruptionBudget allows no disruption of the pods it selects.

Why: Draining a node evicts pods only as their budget allows. One that allows none, even while every pod is
    healthy, stops each drain and each upgrade of the cluster until somebody deletes it in a hurry.
    Percentages round up: 67 % of 3 replicas are 3.
Fix: Write `maxUnavailable: 1`, which allows one disruption at any size, and two or more replicas; a single
    replica is better off without a budget.
See: https://kubernetes.io/docs/tasks/run-application/configure-pdb/#rounding-logic-when-specifying-percentages
"""

from collections.abc import Iterator

from airkust.model import semantics
from airkust.model.budgets import Budget, budgets
from airkust.model.finding import Severity, Violation
from airkust.model.profile import Profile
from airkust.model.rendering import Rendering
from airkust.rules.rule import Rule, Skip, Verdict


def check(rendering: Rendering) -> Iterator[Verdict]:
    found = budgets(rendering)
    if not found:
        yield Skip("no PodDisruptionBudget is rendered")
    for budget in found:
        pods = smallest(rendering, budget)
        if pods and semantics.allowed_disruptions(budget.spec, pods) == 0:
            yield _violation(budget, pods)


def smallest(rendering: Rendering, budget: Budget) -> int:
    """The fewest pods it may stand over; a workload that an autoscaler may take to zero counts as one."""
    sizes = [rendering.replicas(workload) for workload in budget.workloads]
    return sum(max(size.minimum, min(size.maximum, 1)) for size in sizes if size)


def _violation(budget: Budget, pods: int) -> Violation:
    name, value = budget.limit
    says = (
        f"neither minAvailable nor maxUnavailable over {pods}"
        if value is None
        else f"{name}: {value} of {pods}"
    )
    names = " and ".join(str(workload) for workload in budget.workloads)
    return Violation(
        budget.id,
        f"says {says} {'pod' if pods == 1 else 'pods'} ({names}): it allows 0 disruptions",
        "spec" if value is None else f"spec.{name}",
        related=tuple(workload.id for workload in budget.workloads),
    )


RULE = Rule(name="undrainable-disruption-budget", severity=Severity.ERROR, profile=Profile.CORE, check=check)
