"""A scheduler that runs tasks inside itself is ended before they are over.

Why: With the LocalExecutor a task lives in the scheduler's pod, and every drain and every rollout ends that
    pod. It waits for its tasks until the grace period is over and SIGKILL comes. It sends no heartbeat
    meanwhile: another scheduler takes its tasks once the threshold has passed, and starts them anew.
Fix: Run tasks in pods of their own: KubernetesExecutor, or CeleryExecutor. With the LocalExecutor keep one
    scheduler, strategy Recreate, and `terminationGracePeriodSeconds` above the longest task.
See: https://airflow.apache.org/docs/apache-airflow/stable/core-concepts/executor/local.html
"""

from collections.abc import Iterator

from airkust.model import grace
from airkust.model.airflow import AirflowContainer
from airkust.model.facts import said_in
from airkust.model.finding import Severity, Violation
from airkust.model.local_executor import has_peer
from airkust.model.measures import Measure, measure
from airkust.model.profile import Profile
from airkust.model.rendering import Rendering
from airkust.rules.local_tasks import each_local_scheduler
from airkust.rules.rule import Rule, Unknown, Verdict


def check(rendering: Rendering) -> Iterator[Verdict]:
    return each_local_scheduler(rendering, lambda scheduler: _judge(rendering, scheduler))


def _judge(rendering: Rendering, scheduler: AirflowContainer) -> Iterator[Verdict]:
    longest = rendering.facts.tasks.longest_seconds
    threshold = measure(scheduler.settings, "scheduler", "scheduler_health_check_threshold")
    workload = scheduler.workload
    if longest is None:
        yield Unknown(said_in("tasks.longestSeconds"))
    elif grace.grace_seconds(workload) < longest:
        field = workload.field_of("spec", grace.KEY)
        message = f"gives the tasks in it {grace.shown(workload)}: tasks.longestSeconds is {longest}"
        yield Violation(workload.id, message, field)
    elif has_peer(scheduler, rendering.replicas(workload)):
        if not isinstance(threshold, Measure):
            yield Unknown(threshold.fact)
        elif threshold.number < longest:
            message = (
                f"loses the tasks in it to another scheduler that runs while it ends, with {threshold}: "
                f"tasks.longestSeconds is {longest}"
            )
            yield Violation(workload.id, message, scheduler.container.field)


RULE = Rule(name="local-tasks-cut-off", severity=Severity.ERROR, profile=Profile.HA, check=check)
