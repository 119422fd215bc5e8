"""A pod behind a Service is restarted by the time it would be taken out of the Service.

Why: A slow pod needs a pause from requests, which readiness gives, and no restart, which moves its load to
    the other replicas and makes those slow next. With the same question and no more patience the liveness
    probe always wins.
Fix: Raise failureThreshold or periodSeconds of the liveness probe until it waits several times as long as
    the readiness probe, or let it ask something cheaper.
See: https://kubernetes.io/docs/concepts/configuration/liveness-readiness-startup-probes/
"""

from collections.abc import Iterator

from airkust.model.commands import CORE, Component
from airkust.model.finding import Severity, Violation
from airkust.model.probes import probe_of
from airkust.model.profile import Profile
from airkust.model.rendering import Rendering
from airkust.model.services import services_to
from airkust.rules.rule import Rule, Skip, Verdict


def check(rendering: Rendering) -> Iterator[Verdict]:
    judged = False
    for found in rendering.airflow.running(*CORE, Component.WEBSERVER):
        alive = probe_of(found.container, "livenessProbe")
        ready = probe_of(found.container, "readinessProbe")
        if not alive or not ready or not services_to(rendering, found.workload, found.container):
            continue
        judged = True
        if alive.handler == ready.handler and alive.patience <= ready.patience:
            yield Violation(
                found.workload.id,
                f"asks the same for liveness and readiness, and liveness ({alive.pace}) is no more "
                f"patient than readiness ({ready.pace})",
                alive.field_of("failureThreshold"),
            )
    if not judged:
        yield Skip("no component of Airflow behind a Service has both probes")


RULE = Rule(name="readiness-equals-liveness", severity=Severity.WARNING, profile=Profile.HA, check=check)
