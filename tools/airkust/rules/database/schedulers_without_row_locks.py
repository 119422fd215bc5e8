"""Several schedulers run without locking the rows they work on.

Why: Schedulers share the work by `SELECT ... FOR UPDATE`. With `[scheduler] use_row_level_locking` off two
    of them take the same task and the same run, which is queued twice or left in a state nobody ends. A
    rolling update runs two as well.
Fix: Leave `use_row_level_locking` at True, its default.
See: https://airflow.apache.org/docs/apache-airflow/stable/configurations-ref.html#use-row-level-locking
"""

from collections.abc import Iterator

from airkust.model.commands import Component
from airkust.model.finding import Severity, Violation
from airkust.model.number import missing
from airkust.model.peak import peak
from airkust.model.profile import Profile
from airkust.model.rendering import Rendering
from airkust.rules.rule import Rule, Skip, Unknown, Verdict
from airkust.rules.setting_edit import edits_of


def check(rendering: Rendering) -> Iterator[Verdict]:
    schedulers = rendering.airflow.running(Component.SCHEDULER)
    workloads = {scheduler.workload for scheduler in schedulers}
    pods = sum(peak(rendering.index, workload) or 1 for workload in workloads)
    if pods <= 1:
        yield Skip("no two schedulers run at once")
        return
    for scheduler in schedulers:
        setting = scheduler.settings.get("scheduler", "use_row_level_locking")
        locks = scheduler.settings.is_true("scheduler", "use_row_level_locking")
        if setting.text is None:
            yield Unknown(f"[scheduler] use_row_level_locking of {scheduler.workload}: {missing(setting)}")
        elif locks is False and setting.holder:
            yield Violation(
                setting.holder,
                f"sets [scheduler] use_row_level_locking to {setting.text}, and up to {pods} schedulers run "
                "at once",
                setting.field,
                related=() if setting.holder == scheduler.workload.id else (scheduler.workload.id,),
                edits=edits_of(setting, "True"),
            )


RULE = Rule(name="schedulers-without-row-locks", severity=Severity.ERROR, profile=Profile.CORE, check=check)
