"""Without one of its triggerers, Airflow cannot hold the tasks that are expected to wait.

Why: A deferred task waits in a triggerer, and each takes `[triggerer] capacity` of them. When one is lost,
    what the others have no place for waits for nothing: its event is not noticed until there is a place
    again.
Fix: Run another triggerer, or raise `AIRFLOW__TRIGGERER__CAPACITY`, until all but one of them hold
    `tasks.deferredPeak` of `ha.yaml`.
See: https://airflow.apache.org/docs/apache-airflow/stable/authoring-and-scheduling/deferring.html#high-availability
"""

from collections.abc import Iterator

from airkust.model.commands import Component
from airkust.model.finding import Severity
from airkust.model.profile import Profile
from airkust.model.rendering import Rendering
from airkust.rules.rule import Rule, Verdict
from airkust.rules.spare_places import Limit, judge

LIMIT = Limit(Component.TRIGGERER, "triggerer", "capacity", "--capacity", "places for deferred tasks")


def check(rendering: Rendering) -> Iterator[Verdict]:
    return judge(rendering, LIMIT, rendering.facts.tasks.deferred_peak, "tasks.deferredPeak")


RULE = Rule(name="too-few-trigger-slots", severity=Severity.WARNING, profile=Profile.HA, check=check)
