"""A Celery worker that is drained is killed before its tasks are over.

Why: On SIGTERM a worker takes no more tasks and waits for those it has. What still runs when the grace period
    ends is killed with it, at every drain, rollout and step down of an autoscaler, and has failed that try.
Fix: Set `terminationGracePeriodSeconds` of the workers above the longest task. A drain then takes as long.
    Tasks that run for hours are better off in pods of their own, which no rollout ends.
See: https://airflow.apache.org/docs/apache-airflow-providers-celery/stable/celery_executor.html
    https://docs.celeryq.dev/en/stable/userguide/workers.html#warm-shutdown
"""

from collections.abc import Iterator

from airkust.model import grace
from airkust.model.commands import Component
from airkust.model.facts import said_in
from airkust.model.finding import Edit, Severity, Violation
from airkust.model.profile import Profile
from airkust.model.rendering import Rendering
from airkust.rules.rule import Rule, Skip, Unknown, Verdict


def check(rendering: Rendering) -> Iterator[Verdict]:
    workers = rendering.airflow.running(Component.WORKER)
    longest = rendering.facts.tasks.longest_seconds
    if not workers:
        yield Skip("no Celery worker is rendered")
    elif longest is None:
        yield Unknown(said_in("tasks.longestSeconds"))
    else:
        for workload in dict.fromkeys(worker.workload for worker in workers):
            if grace.grace_seconds(workload) < longest:
                field = workload.field_of("spec", grace.KEY)
                message = f"gives its tasks {grace.shown(workload)}: tasks.longestSeconds is {longest}"
                yield Violation(workload.id, message, field, edits=(Edit(field, str(longest)),))


RULE = Rule(name="celery-tasks-cut-off", severity=Severity.ERROR, profile=Profile.HA, check=check)
