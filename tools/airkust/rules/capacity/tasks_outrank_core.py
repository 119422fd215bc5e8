"""Pods of tasks have a higher priority than a pod that Airflow needs.

Why: When room is short, the scheduler of Kubernetes ends pods of lower priority to make room for one of
    higher, and it does not let a PodDisruptionBudget stop it. A burst of tasks then takes down the
    scheduler that started them, or the database; under node pressure the kubelet ends the lower ones first.
Fix: Give long-lived pods a PriorityClass of a higher value than that of the task pods, and the class of
    the task pods `preemptionPolicy: Never`: `components/priority-classes` does both.
See: https://kubernetes.io/docs/concepts/scheduling-eviction/pod-priority-preemption/
"""

from collections.abc import Iterator

from airkust.model.finding import Severity, Violation
from airkust.model.priorities import named, needed_by_airflow, pods_of_tasks, priority_of
from airkust.model.profile import Profile
from airkust.model.rendering import Rendering
from airkust.model.task_pods import task_pods
from airkust.rules.rule import Rule, Skip, Unknown, Verdict


def check(rendering: Rendering) -> Iterator[Verdict]:
    runners = pods_of_tasks(rendering)
    unknown = [Unknown(pods.unknown) for pods in task_pods(rendering.airflow) if pods.unknown]
    yield from unknown
    if not runners and not unknown:
        yield Skip("no pods of tasks are rendered")
    needed = [each for each in needed_by_airflow(rendering) if each not in runners]
    for runner in runners:
        tasks = priority_of(rendering, runner)
        if tasks.value is None:
            yield Unknown(f"the value of PriorityClass/{tasks.class_name}")
            continue
        for workload in needed:
            core = priority_of(rendering, workload)
            if core.value is None:
                yield Unknown(f"the value of PriorityClass/{core.class_name}")
            elif core.value < tasks.value:
                yield Violation(
                    workload.id,
                    f"has priority {core}, less than {tasks} of {named(runner)}",
                    workload.field_of("spec", "priorityClassName"),
                    related=(runner.id,),
                )


RULE = Rule(name="tasks-outrank-core", severity=Severity.ERROR, profile=Profile.HA, check=check)
