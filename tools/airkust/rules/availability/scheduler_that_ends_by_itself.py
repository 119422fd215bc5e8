"""A scheduler ends after a number of rounds.

Why: `[scheduler] num_runs` was a way around leaks of early releases. Each time the scheduler ends its pod is
    not ready, and after a few times the kubelet waits up to five minutes before it starts it again: with the
    replicas started together, all schedulers are away at once.
Fix: Leave `[scheduler] num_runs` at -1 and start the scheduler without `--num-runs`.
See: https://airflow.apache.org/docs/apache-airflow/stable/configurations-ref.html#num-runs
"""

import itertools
from collections.abc import Iterator, Sequence

from airkust.model.airflow import AirflowContainer
from airkust.model.commands import Component
from airkust.model.finding import Edit, Severity, Violation
from airkust.model.profile import Profile
from airkust.model.rendering import Rendering
from airkust.model.value import Undetermined
from airkust.rules.rule import Rule, Skip, Unknown, Verdict

FLAGS = ("--num-runs", "-n")


def check(rendering: Rendering) -> Iterator[Verdict]:
    schedulers = rendering.airflow.running(Component.SCHEDULER)
    if not schedulers:
        yield Skip("no scheduler is rendered")
    for scheduler in schedulers:
        yield from _judge(scheduler)


def _judge(scheduler: AirflowContainer) -> Iterator[Verdict]:
    flag = _flag(scheduler.words)
    if flag is not None:
        if flag.isdigit() and int(flag) > 0:
            message = f"starts the scheduler with --num-runs {flag}, after which it ends"
            yield Violation(scheduler.workload.id, message, scheduler.container.field)
        return
    setting = scheduler.settings.get("scheduler", "num_runs")
    if isinstance(setting.value, Undetermined):
        yield Unknown(f"[scheduler] num_runs of {scheduler.workload}: {setting.value.fact}")
    runs = scheduler.settings.number("scheduler", "num_runs")
    if runs is not None and runs > 0 and setting.holder:
        edits = () if setting.field.endswith('cfg"]') else (Edit(setting.field, ""),)
        message = f"sets [scheduler] num_runs to {runs:.0f}, after which the scheduler ends"
        related = () if setting.holder == scheduler.workload.id else (scheduler.workload.id,)
        yield Violation(setting.holder, message, setting.field, related, edits)


def _flag(words: Sequence[str]) -> str | None:
    """What `--num-runs 5` or `--num-runs=5` says."""
    parts = [part for word in words for part in word.split("=", 1)]
    return next((value for flag, value in itertools.pairwise(parts) if flag in FLAGS), None)


RULE = Rule(name="scheduler-that-ends-by-itself", severity=Severity.ERROR, profile=Profile.CORE, check=check)
