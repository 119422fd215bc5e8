"""A component of Airflow has no liveness probe.

Why: A scheduler, a dag-processor or a triggerer may hang with its process alive: a lost connection, a
    deadlock, a thread that died. Nothing else in Kubernetes notices, so it stays until a person looks.
Fix: Probe the job of the pod itself: `/health` on port 8974 for the scheduler (with
    `[scheduler] enable_health_check`), `airflow jobs check --local` for dag-processor and triggerer,
    `/api/v2/version` for the api-server.
See: https://airflow.apache.org/docs/apache-airflow/stable/administration-and-deployment/production-deployment.html#scheduler-uptime
    https://airflow.apache.org/docs/apache-airflow/stable/administration-and-deployment/logging-monitoring/check-health.html
"""

from collections.abc import Iterator

from airkust.model.commands import CORE, Component
from airkust.model.finding import Severity, Violation
from airkust.model.probes import probe_of
from airkust.model.profile import Profile
from airkust.model.rendering import Rendering
from airkust.rules.rule import Rule, Skip, Verdict


def check(rendering: Rendering) -> Iterator[Verdict]:
    running = rendering.airflow.running(*CORE, Component.WEBSERVER)
    if not running:
        yield Skip("no component of Airflow is rendered")
    for found in running:
        if not probe_of(found.container, "livenessProbe"):
            yield Violation(
                found.workload.id,
                f'runs the {found.component} in container "{found.container.name}" without a liveness probe: '
                "while it hangs, nobody restarts it",
                found.container.field,
            )


RULE = Rule(name="missing-liveness-probe", severity=Severity.ERROR, profile=Profile.HA, check=check)
