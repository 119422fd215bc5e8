"""A PodDisruptionBudget selects the pods of no workload.

Why: After a label or a component was renamed, the budget stays, looks like protection and protects nothing:
    a drain may evict all replicas at once.
Fix: Write the labels of the pod template into the budget's selector, or delete the budget.
See: https://kubernetes.io/docs/tasks/run-application/configure-pdb/
"""

from collections.abc import Iterator

from airkust.model.budgets import Budget, budgets
from airkust.model.finding import Severity, Violation
from airkust.model.profile import Profile
from airkust.model.rendering import Rendering
from airkust.model.task_pods import task_pods
from airkust.rules.rule import Rule, Skip, Unknown, Verdict


def check(rendering: Rendering) -> Iterator[Verdict]:
    found = budgets(rendering)
    if not found:
        yield Skip("no PodDisruptionBudget is rendered")
    for budget in found:
        if not budget.workloads:
            yield from _judge(rendering, budget)


def _judge(rendering: Rendering, budget: Budget) -> Iterator[Verdict]:
    for pods in task_pods(rendering.airflow):
        if pods.unknown:
            yield Unknown(pods.unknown)
            return
        if budget.selects(pods.labels, pods.namespace):
            return
    if not rendering.workloads:
        yield Unknown("the workloads: none is rendered")
    else:
        yield Violation(budget.id, "selects the pods of no workload that is rendered", "spec.selector")


RULE = Rule(
    name="disruption-budget-selects-nothing", severity=Severity.WARNING, profile=Profile.HA, check=check
)
