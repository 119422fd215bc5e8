"""A PodDisruptionBudget lets all replicas of a workload be evicted at once.

Why: A drain of several nodes evicts as many pods as the budget allows. One that allows as many as a workload
    has, because it counts several workloads together or says too high a number, stops nothing.
Fix: Give each workload a budget of its own, with `maxUnavailable: 1`.
See: https://kubernetes.io/docs/concepts/workloads/pods/disruptions/#pod-disruption-budgets
"""

from collections.abc import Iterator

from airkust.model import semantics
from airkust.model.budgets import Budget, budgets
from airkust.model.finding import Severity, Violation
from airkust.model.profile import Profile
from airkust.model.rendering import Rendering
from airkust.rules.rule import Rule, Skip, Verdict

SEVERAL = 2


def check(rendering: Rendering) -> Iterator[Verdict]:
    judged = False
    for budget in budgets(rendering):
        sizes = {
            workload: size.minimum for workload in budget.workloads if (size := rendering.replicas(workload))
        }
        if max(sizes.values(), default=0) >= SEVERAL:
            judged = True
            yield from _judge(budget, {str(workload): size for workload, size in sizes.items()})
    if not judged:
        yield Skip("no PodDisruptionBudget selects a workload of several replicas")


def _judge(budget: Budget, sizes: dict[str, int]) -> Iterator[Verdict]:
    pods = sum(sizes.values())
    allowed = semantics.allowed_disruptions(budget.spec, pods)
    gone = [f"all {size} of {name}" for name, size in sizes.items() if SEVERAL <= size <= (allowed or 0)]
    if gone:
        name, value = budget.limit
        yield Violation(
            budget.id,
            f"says {name}: {value} over {pods} pods and allows {allowed} disruptions at once, enough for "
            f"{' or for '.join(gone)}",
            f"spec.{name}",
            related=tuple(workload.id for workload in budget.workloads),
        )


RULE = Rule(name="disruption-budget-allows-outage", severity=Severity.ERROR, profile=Profile.HA, check=check)
