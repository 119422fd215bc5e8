"""A scheduler ends by itself after a number of loops.

Why: `[scheduler] num_runs` was once a way around schedulers that hung. Each end is a restart with a growing
    pause (CrashLoopBackOff, up to five minutes) for a replica that was healthy; under the LocalExecutor it
    also ends the tasks.
Fix: Leave `[scheduler] num_runs` at -1 and `--num-runs` out of the command. A scheduler that hangs is found
    by its liveness probe.
See: https://airflow.apache.org/docs/apache-airflow/stable/configurations-ref.html#num-runs
"""

import re
from collections.abc import Iterator

from airkust.model.airflow import AirflowContainer
from airkust.model.commands import Component
from airkust.model.finding import Severity, Violation
from airkust.model.profile import Profile
from airkust.model.rendering import Rendering
from airkust.model.value import Undetermined
from airkust.rules.rule import Rule, Skip, Unknown, Verdict

FLAGS = ("-n", "--num-runs")


def check(rendering: Rendering) -> Iterator[Verdict]:
    schedulers = rendering.airflow.running(Component.SCHEDULER)
    if not schedulers:
        yield Skip("no scheduler is rendered")
    for scheduler in schedulers:
        if flag := _flag(scheduler):
            if _limited(flag):
                yield Violation(
                    scheduler.workload.id,
                    f"runs a scheduler that ends after {flag} loops (--num-runs)",
                    scheduler.container.field_of("args" if "args" in scheduler.container.body else "command"),
                )
        else:
            yield from _setting(scheduler)


def _setting(scheduler: AirflowContainer) -> Iterator[Verdict]:
    setting = scheduler.settings.get("scheduler", "num_runs")
    if isinstance(setting.value, Undetermined):
        yield Unknown(f"[scheduler] num_runs of {scheduler.workload}: {setting.value.fact}")
    elif _limited(setting.text or ""):
        holder = setting.holder or scheduler.workload.id
        related = () if holder == scheduler.workload.id else (scheduler.workload.id,)
        yield Violation(
            holder,
            f"lets schedulers end after {setting.text} loops ([scheduler] num_runs)",
            setting.field,
            related,
        )


def _limited(text: str) -> bool:
    return bool(re.fullmatch(r"\+?0*[1-9][0-9]*", text.strip()))


def _flag(scheduler: AirflowContainer) -> str:
    """The value of the command line's flag, which comes before the setting; "" for none."""
    for number, word in enumerate(scheduler.words):
        name, equals, value = word.partition("=")
        if name in FLAGS:
            return value if equals else "".join(scheduler.words[number + 1 : number + 2])
    return ""


RULE = Rule(name="limited-scheduler-runs", severity=Severity.ERROR, profile=Profile.CORE, check=check)
