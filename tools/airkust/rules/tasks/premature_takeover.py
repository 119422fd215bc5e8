"""A living scheduler or triggerer is taken for dead after fewer than three missed heartbeats.

Why: The others take over from one whose heartbeat is older than the threshold. Where one or two late
    heartbeats are enough, a slow query or a full CPU hands the tasks of a living scheduler to another one,
    back and forth, and runs the triggers of a living triggerer twice.
Fix: Leave `[scheduler] scheduler_health_check_threshold` and `[triggerer] triggerer_health_check_threshold`
    at 30 seconds, or at three heartbeats and more.
See: https://airflow.apache.org/docs/apache-airflow/stable/configurations-ref.html#scheduler-health-check-threshold
    https://github.com/apache/airflow/issues/13808
"""

from collections.abc import Iterator, Mapping

from airkust.model.airflow import AirflowContainer
from airkust.model.commands import Component
from airkust.model.finding import Severity, Violation
from airkust.model.measures import Measure, measure
from airkust.model.profile import Profile
from airkust.model.rendering import Rendering
from airkust.rules.rule import Rule, Skip, Unknown, Verdict

MISSED = 3
DEFAULT = 30

THRESHOLDS: Mapping[Component, tuple[tuple[str, str], tuple[str, str]]] = {
    Component.SCHEDULER: (
        ("scheduler", "scheduler_health_check_threshold"),
        ("scheduler", "scheduler_heartbeat_sec"),
    ),
    Component.TRIGGERER: (
        ("triggerer", "triggerer_health_check_threshold"),
        ("triggerer", "job_heartbeat_sec"),
    ),
}
"""When a component is dead, and how often it says that it lives."""


def check(rendering: Rendering) -> Iterator[Verdict]:
    running = rendering.airflow.running(*THRESHOLDS)
    if not running:
        yield Skip("neither a scheduler nor a triggerer is rendered")
    for found in running:
        yield from _judge(found)


def _judge(found: AirflowContainer) -> Iterator[Verdict]:
    of_threshold, of_heartbeat = THRESHOLDS[found.component]
    threshold, heartbeat = measure(found.settings, *of_threshold), measure(found.settings, *of_heartbeat)
    if not isinstance(threshold, Measure):
        yield Unknown(threshold.fact)
    elif not isinstance(heartbeat, Measure):
        yield Unknown(heartbeat.fact)
    elif threshold.number < MISSED * heartbeat.number:
        late = heartbeat if threshold.setting.is_default else threshold
        subject, field = late.place(found.workload)
        message = (
            f"takes a {found.component} for dead with {threshold}, fewer than {MISSED} heartbeats of "
            f"{heartbeat}"
        )
        edits = threshold.edits(max(DEFAULT, MISSED * heartbeat.number))
        yield Violation(subject, message, field, edits=edits if late is threshold else ())


RULE = Rule(name="premature-takeover", severity=Severity.WARNING, profile=Profile.HA, check=check)
