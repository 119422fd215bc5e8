"""Without one of its schedulers, Airflow runs fewer tasks than are expected at once.

Why: `[core] parallelism` is a limit of each scheduler, so that one that is lost takes its share along: until
    it is back, tasks beyond that number wait although nodes and pools have room.
Fix: Raise `AIRFLOW__CORE__PARALLELISM`, or the schedulers, until all but one of them hold
    `tasks.runningPeak` of `ha.yaml`.
See: https://airflow.apache.org/docs/apache-airflow/stable/configurations-ref.html#parallelism
"""

from collections.abc import Iterator

from airkust.model.commands import Component
from airkust.model.finding import Severity
from airkust.model.profile import Profile
from airkust.model.rendering import Rendering
from airkust.rules.rule import Rule, Verdict
from airkust.rules.spare_places import Limit, judge

LIMIT = Limit(Component.SCHEDULER, "core", "parallelism", "", "task slots")


def check(rendering: Rendering) -> Iterator[Verdict]:
    return judge(rendering, LIMIT, rendering.facts.tasks.running_peak, "tasks.runningPeak")


RULE = Rule(name="too-few-task-slots", severity=Severity.WARNING, profile=Profile.HA, check=check)
