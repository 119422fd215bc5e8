"""A Celery worker acknowledges a task before it has run it.

Why: What is acknowledged, the broker forgets. When the worker is lost before the task has begun, nobody hands
    it out again: it stays queued until `[scheduler] task_queued_timeout` is over.
Fix: Leave `AIRFLOW__CELERY__TASK_ACKS_LATE` at True, the default, and the visibility timeout above the
    longest task.
See: https://docs.celeryq.dev/en/stable/userguide/configuration.html#task-acks-late
"""

from collections.abc import Iterator

from airkust.model.commands import Component
from airkust.model.finding import Severity, Violation
from airkust.model.profile import Profile
from airkust.model.rendering import Rendering
from airkust.model.value import Undetermined
from airkust.rules.rule import Rule, Skip, Unknown, Verdict

SECTION, KEY = "celery", "task_acks_late"


def check(rendering: Rendering) -> Iterator[Verdict]:
    workers = rendering.airflow.running(Component.WORKER)
    if not workers:
        yield Skip("no Celery worker is rendered")
    for worker in workers:
        setting = worker.settings.get(SECTION, KEY)
        late = worker.settings.is_true(SECTION, KEY)
        if late is None:
            fact = setting.value.fact if isinstance(setting.value, Undetermined) else setting.value
            yield Unknown(f"[{SECTION}] {KEY}: {fact}")
        elif not late:
            subject = setting.holder or worker.workload.id
            yield Violation(subject, f"sets [{SECTION}] {KEY} {setting.text}", setting.field)


RULE = Rule(name="early-acknowledged-tasks", severity=Severity.WARNING, profile=Profile.HA, check=check)
