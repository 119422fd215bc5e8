"""Two PodDisruptionBudgets select the same pods.

Why: The eviction API refuses such a pod with an internal error (500), whatever the budgets allow: no drain
    of its node ends, and neither does an upgrade of the cluster.
Fix: Delete one of the budgets, or narrow its selector to the two labels of one component.
See: https://kubernetes.io/docs/concepts/scheduling-eviction/api-eviction/
"""

from collections.abc import Iterator, Sequence

from airkust.model.budgets import Budget, budgets, by_workload
from airkust.model.finding import Severity, Violation
from airkust.model.profile import Profile
from airkust.model.rendering import Rendering
from airkust.model.task_pods import task_pods
from airkust.rules.rule import Rule, Skip, Verdict


def check(rendering: Rendering) -> Iterator[Verdict]:
    found = budgets(rendering)
    if not found:
        yield Skip("no PodDisruptionBudget is rendered")
    for workload, over in by_workload(found).items():
        yield from _judge(f"the pods of {workload}", over)
    for pods in task_pods(rendering.airflow):
        over = tuple(budget for budget in found if budget.selects(pods.labels, pods.namespace))
        yield from _judge(f"the task pods of {pods.subject}", over)


def _judge(which: str, over: Sequence[Budget]) -> Iterator[Verdict]:
    if len(over) > 1:
        first, *others = over
        names = " and ".join(str(budget.id) for budget in others)
        related = tuple(budget.id for budget in others)
        yield Violation(first.id, f"selects {which}, and so does {names}", "spec.selector", related)


RULE = Rule(name="doubled-disruption-budget", severity=Severity.ERROR, profile=Profile.CORE, check=check)
