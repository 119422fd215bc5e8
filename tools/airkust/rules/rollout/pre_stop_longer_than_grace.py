"""A container is killed while it still waits to be told to stop.

Why: The preStop hook runs within terminationGracePeriodSeconds (30 by default). A hook that takes as long is
    cut off, SIGTERM comes too late or never, and what the program would have finished is lost: a pooler
    drops transactions, a worker its tasks.
Fix: Set terminationGracePeriodSeconds to the time of the hook plus what the program needs after SIGTERM, or
    shorten the hook.
See: https://kubernetes.io/docs/concepts/containers/container-lifecycle-hooks/#hook-handler-execution
"""

from collections.abc import Iterator

from airkust.model.finding import Edit, Severity, Violation
from airkust.model.grace import KEY, grace_seconds, shown
from airkust.model.profile import Profile
from airkust.model.rendering import Rendering
from airkust.model.shutdown import pre_stop_seconds
from airkust.rules.rule import Rule, Skip, Verdict

AFTER = 30
"""Seconds that Kubernetes grants a program that has no hook."""


def check(rendering: Rendering) -> Iterator[Verdict]:
    hooks = [
        (workload, container, seconds)
        for workload in (*rendering.workloads, *rendering.airflow.task_pods)
        for container in workload.containers
        if (seconds := pre_stop_seconds(container))
    ]
    if not hooks:
        yield Skip("no preStop hook is seen to wait")
    for workload, container, seconds in hooks:
        if seconds >= grace_seconds(workload):
            field = workload.field_of("spec", KEY)
            yield Violation(
                workload.id,
                f'waits {seconds} s in the preStop hook of container "{container.name}" and is killed after '
                f"{shown(workload)}",
                field,
                edits=(Edit(field, str(seconds + AFTER)),),
            )


RULE = Rule(name="pre-stop-longer-than-grace", severity=Severity.WARNING, profile=Profile.CORE, check=check)
