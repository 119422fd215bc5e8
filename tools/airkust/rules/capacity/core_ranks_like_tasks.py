"""A component of Airflow has no higher priority than the pods of tasks.

Why: After the loss of a node the lost replicas need room elsewhere. Where tasks fill the rest of the cluster
    and rank the same, a scheduler or an api-server waits in Pending until tasks end, while only half of
    the core is left to serve them.
Fix: Give the components a PriorityClass of a higher value: `components/priority-classes`, or
    `priorityClassName` in each pod template. Tasks that give way are run again by their retries.
See: https://kubernetes.io/docs/concepts/scheduling-eviction/pod-priority-preemption/
"""

from collections.abc import Iterator

from airkust.model.commands import CORE
from airkust.model.finding import Severity, Violation
from airkust.model.priorities import named, pods_of_tasks, priority_of
from airkust.model.profile import Profile
from airkust.model.rendering import Rendering
from airkust.model.task_pods import task_pods
from airkust.rules.rule import Rule, Skip, Unknown, Verdict


def check(rendering: Rendering) -> Iterator[Verdict]:
    runners = pods_of_tasks(rendering)
    unread = [Unknown(pods.unknown) for pods in task_pods(rendering.airflow) if pods.unknown]
    yield from unread
    if not runners and not unread:
        yield Skip("no pods of tasks are rendered")
    for runner in runners:
        tasks = priority_of(rendering, runner)
        for workload in dict.fromkeys(found.workload for found in rendering.airflow.running(*CORE)):
            core = priority_of(rendering, workload)
            unknown = next((each for each in (tasks, core) if each.value is None), None)
            if unknown and core.class_name == tasks.class_name:
                unknown = None  # whatever the value is, it is the same
            if unknown:
                yield Unknown(f"the value of PriorityClass/{unknown.class_name}")
            elif core.value == tasks.value:
                yield Violation(
                    workload.id,
                    f"has priority {core}, the same as {named(runner)}",
                    workload.field_of("spec", "priorityClassName"),
                    related=(runner.id,),
                )


RULE = Rule(name="core-ranks-like-tasks", severity=Severity.WARNING, profile=Profile.HA, check=check)
