"""A component of Airflow runs fewer than two replicas.

Why: When its node is drained or lost, scheduling, parsing, triggers or the API stop until a new pod is up.
    A running task gives up when no api-server answers it, so that one lost pod can fail every task.
Fix: Add `components/high-availability`, or set two or more under `replicas:` in the overlay; with an
    autoscaler, raise its lower bound.
See: https://airflow.apache.org/docs/apache-airflow/stable/administration-and-deployment/scheduler.html
"""

from collections.abc import Iterator

from airkust.model.commands import CORE, Component
from airkust.model.finding import Edit, Severity, Violation
from airkust.model.profile import Profile
from airkust.model.rendering import Rendering
from airkust.rules.rule import Rule, Skip, Verdict

WANTED = 2


def check(rendering: Rendering) -> Iterator[Verdict]:
    judged = (*CORE, Component.WEBSERVER) if rendering.airflow.predates_3 else CORE
    running = rendering.airflow.running(*judged)
    if not running:
        yield Skip("no component of Airflow is rendered")
    for workload in dict.fromkeys(found.workload for found in running):
        replicas = rendering.replicas(workload)
        if replicas is None or replicas.minimum >= WANTED:
            continue
        names = rendering.airflow.names(workload, *judged)
        by_autoscaler = replicas.owner != workload.id
        number = f"{'as few as ' if by_autoscaler else ''}{replicas.minimum}"
        yield Violation(
            subject=replicas.owner,
            message=f"keeps {number} {'replica' if replicas.minimum == 1 else 'replicas'} of the {names}",
            field=replicas.field,
            related=(workload.id,) if by_autoscaler else (),
            edits=(Edit(replicas.field, str(WANTED)),),
        )


RULE = Rule(name="single-replica", severity=Severity.ERROR, profile=Profile.HA, check=check)
