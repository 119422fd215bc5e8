"""The PodDisruptionBudget of a component also selects the pods of tasks.

Why: A budget compares the healthy pods it selects with the replicas that are wanted. Task pods have no
    controller and are not wanted by anybody, but they count as healthy: with ten tasks running, a budget
    over two schedulers allows both to be evicted at once.
Fix: Give the budget the labels of one component, `app.kubernetes.io/component: scheduler` for instance, and
    the task pod template another value of that label.
See: https://kubernetes.io/docs/tasks/run-application/configure-pdb/#arbitrary-controllers-and-selectors
"""

from collections.abc import Iterator

from airkust.model.budgets import Budget, budgets
from airkust.model.finding import Severity, Violation
from airkust.model.profile import Profile
from airkust.model.rendering import Rendering
from airkust.model.task_pods import TaskPods, task_pods
from airkust.rules.rule import Rule, Skip, Unknown, Verdict


def check(rendering: Rendering) -> Iterator[Verdict]:
    guarding = [budget for budget in budgets(rendering) if budget.workloads]
    if not guarding:
        yield Skip("no PodDisruptionBudget selects a workload")
        return
    made = task_pods(rendering.airflow)
    if not made:
        yield Skip("no scheduler runs tasks in pods of their own")
    for pods in made:
        if pods.unknown:
            yield Unknown(pods.unknown)
            continue
        for budget in guarding:
            if budget.selects(pods.labels, pods.namespace):
                yield _violation(budget, pods)


def _violation(budget: Budget, pods: TaskPods) -> Violation:
    names = " and ".join(str(workload) for workload in budget.workloads)
    return Violation(
        budget.id,
        f"selects the pods of {names} and the task pods of {pods.subject}: with each running task it allows "
        "one disruption more",
        "spec.selector",
        related=(pods.subject,),
    )


RULE = Rule(
    name="disruption-budget-matches-task-pods", severity=Severity.ERROR, profile=Profile.HA, check=check
)
