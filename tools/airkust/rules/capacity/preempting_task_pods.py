"""Task pods may end other pods to make room for themselves.

Why: Without `preemptionPolicy: Never` a pod that finds no room has pods of lower priority ended, whoever they
    belong to. Most pods of a cluster have priority 0, often the database of Airflow among them; a burst of
    tasks, or one that asks for too much, then takes them down.
Fix: Set `preemptionPolicy: Never` in the PriorityClass of the task pods: they still go first in the queue.
    Kubernetes does not let a class be changed: make one under a new name.
See: https://kubernetes.io/docs/concepts/scheduling-eviction/pod-priority-preemption/#non-preempting-priority-class
"""

from collections.abc import Iterator

from airkust.model import tree
from airkust.model.finding import Edit, Severity, Violation
from airkust.model.priorities import DEFAULT, priority_of
from airkust.model.profile import Profile
from airkust.model.rendering import Rendering
from airkust.model.task_pods import task_pods
from airkust.rules.rule import Rule, Skip, Unknown, Verdict

FIELD = "preemptionPolicy"


def check(rendering: Rendering) -> Iterator[Verdict]:
    unknown = [Unknown(pods.unknown) for pods in task_pods(rendering.airflow) if pods.unknown]
    yield from unknown
    if not rendering.airflow.task_pods and not unknown:
        yield Skip("no task pod template is rendered")
    for workload in rendering.airflow.task_pods:
        priority = priority_of(rendering, workload)
        if priority.value is None:
            yield Unknown(f"the preemptionPolicy of PriorityClass/{priority.class_name}")
            continue
        found = rendering.get("PriorityClass", priority.class_name)
        policy = tree.at(found.body, FIELD) if found else "Never"
        if found and policy != "Never" and priority.value > DEFAULT:
            said = f"is {policy}" if policy else "is not said, which means PreemptLowerPriority"
            yield Violation(
                found.id,
                f"lets the task pods of {workload} end pods of a priority below {priority.value}: "
                f"{FIELD} {said}",
                FIELD,
                related=(workload.id,),
                edits=(Edit(FIELD, "Never"),),
            )


RULE = Rule(name="preempting-task-pods", severity=Severity.WARNING, profile=Profile.HA, check=check)
