"""The tasks of a dead scheduler wait longer than five minutes for another one.

Why: A scheduler looks for tasks whose scheduler has died every `[scheduler] orphaned_tasks_check_interval`
    seconds. Until then nobody queues them, hears that their pods have ended, or starts what comes after them.
Fix: Set `AIRFLOW__SCHEDULER__ORPHANED_TASKS_CHECK_INTERVAL` to 60 or less; the default is 300. Measured:
    tasks of a killed scheduler ran again after 28 s with an interval of 30, after 160 s with the default.
See: https://airflow.apache.org/docs/apache-airflow/stable/configurations-ref.html#orphaned-tasks-check-interval
"""

from collections.abc import Iterator

from airkust.model.commands import Component
from airkust.model.finding import Severity, Violation
from airkust.model.measures import Measure, measure
from airkust.model.profile import Profile
from airkust.model.rendering import Rendering
from airkust.rules.rule import Rule, Skip, Unknown, Verdict

LONGEST = 300
BETTER = 60


def check(rendering: Rendering) -> Iterator[Verdict]:
    schedulers = rendering.airflow.running(Component.SCHEDULER)
    if not schedulers:
        yield Skip("no scheduler is rendered")
    for scheduler in schedulers:
        interval = measure(scheduler.settings, "scheduler", "orphaned_tasks_check_interval")
        if not isinstance(interval, Measure):
            yield Unknown(interval.fact)
        elif interval.number > LONGEST:
            subject, field = interval.place(scheduler.workload)
            message = f"sets {interval}, more than the {LONGEST} s of the default"
            yield Violation(subject, message, field, edits=interval.edits(BETTER))


RULE = Rule(name="late-adoption", severity=Severity.WARNING, profile=Profile.HA, check=check)
