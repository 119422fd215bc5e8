"""Several schedulers work on the database without locking the rows they work on.

Why: Schedulers agree on nothing but by row locks. Without `[scheduler] use_row_level_locking` two of them
    take up the same run: a task is started twice, and limits of pools are exceeded.
Fix: Leave `[scheduler] use_row_level_locking` at True, or run one scheduler and never two during a rollout.
See: https://airflow.apache.org/docs/apache-airflow/stable/administration-and-deployment/scheduler.html#database-requirements
"""

from collections.abc import Iterator

from airkust.model.commands import Component
from airkust.model.finding import Severity, Violation
from airkust.model.profile import Profile
from airkust.model.rendering import Rendering
from airkust.model.value import Undetermined
from airkust.rules.rule import Rule, Skip, Unknown, Verdict


def check(rendering: Rendering) -> Iterator[Verdict]:
    schedulers = rendering.airflow.running(Component.SCHEDULER)
    sizes = [rendering.replicas(scheduler.workload) for scheduler in schedulers]
    pods = sum(size.maximum if size else 1 for size in sizes)
    if pods <= 1:
        yield Skip("not more than one scheduler is rendered")
        return
    for scheduler in schedulers:
        setting = scheduler.settings.get("scheduler", "use_row_level_locking")
        if isinstance(setting.value, Undetermined):
            yield Unknown(f"[scheduler] use_row_level_locking of {scheduler.workload}: {setting.value.fact}")
        elif scheduler.settings.is_true("scheduler", "use_row_level_locking") is False and setting.holder:
            message = f"turns [scheduler] use_row_level_locking off for {pods} schedulers"
            related = () if setting.holder == scheduler.workload.id else (scheduler.workload.id,)
            yield Violation(setting.holder, message, setting.field, related)


RULE = Rule(name="schedulers-without-row-locks", severity=Severity.ERROR, profile=Profile.CORE, check=check)
