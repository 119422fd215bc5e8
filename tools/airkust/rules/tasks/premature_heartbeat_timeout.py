"""The scheduler fails running tasks whose heartbeats the database could not take.

Why: The scheduler fails a task whose last heartbeat is older than
    `[scheduler] task_instance_heartbeat_timeout`, and it looks at the age alone: after a failover every
    heartbeat is as old as the failover was long. A living task that was failed runs beside its retry.
Fix: Leave `AIRFLOW__SCHEDULER__TASK_INSTANCE_HEARTBEAT_TIMEOUT` at 300, or make it longer than the longest
    failover by what a task needs to be heard again. A longer one finds the tasks of a lost node later.
See: https://airflow.apache.org/docs/apache-airflow/stable/configurations-ref.html#task-instance-heartbeat-timeout
"""

from collections.abc import Iterator

from airkust.model.airflow import AirflowContainer
from airkust.model.commands import Component
from airkust.model.endurance import Patience, patience
from airkust.model.execution_api import task_runners
from airkust.model.finding import Severity, Violation
from airkust.model.measures import Measure, measure
from airkust.model.profile import Profile
from airkust.model.rendering import Rendering
from airkust.rules.rule import Rule, Skip, Unknown, Verdict
from airkust.rules.task_patience import FAILOVER, OF_AIRFLOW_2

DEFAULT = 300


def check(rendering: Rendering) -> Iterator[Verdict]:
    schedulers = rendering.airflow.running(Component.SCHEDULER)
    if rendering.airflow.predates_3:
        yield Skip(OF_AIRFLOW_2)
        return
    if not schedulers:
        yield Skip("no scheduler is rendered")
        return
    silence = max(_silences(rendering), key=sum, default=None)
    for scheduler in schedulers:
        yield from _judge(scheduler, silence, rendering.facts.database.failover_seconds)


def _silences(rendering: Rendering) -> Iterator[tuple[float, float]]:
    """The age of a heartbeat without an outage, and what one adds until a task is heard again."""
    for runner in task_runners(rendering.airflow):
        found = patience(runner.settings)
        if isinstance(found, Patience):
            yield found.interval, found.longest_silence


def _judge(
    scheduler: AirflowContainer, silence: tuple[float, float] | None, failover: int | None
) -> Iterator[Verdict]:
    timeout = measure(scheduler.settings, "scheduler", "task_instance_heartbeat_timeout")
    if not isinstance(timeout, Measure):
        yield Unknown(timeout.fact)
        return
    if silence is None:
        yield Unknown("how often tasks send heartbeats")
        return
    interval, return_ = silence
    oldest = interval + (failover or 0) + return_
    if timeout.number <= oldest:
        during = f"a failover of {failover} s" if failover else "one failed request"
        subject, field = timeout.place(scheduler.workload)
        message = (
            f"fails running tasks whose heartbeat is {timeout.number:g} s old, and {during} can make it "
            f"{oldest:g} s ({interval:g} s between heartbeats, {return_:g} s until the next one arrives)"
        )
        wanted = max(DEFAULT, oldest + interval)
        yield Violation(subject, message, field, edits=timeout.edits(wanted))
    elif failover is None:
        yield Unknown(FAILOVER)


RULE = Rule(name="premature-heartbeat-timeout", severity=Severity.WARNING, profile=Profile.HA, check=check)
