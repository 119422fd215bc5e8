"""A component behind a Service has no readiness probe.

Why: A pod without one counts as ready as soon as its process runs. An api-server needs ten seconds and more
    until it answers: each rollout sends requests to pods that refuse them, stops old pods too early, and a
    PodDisruptionBudget takes a pod that serves nobody for a healthy one.
Fix: Give the container a readinessProbe: `/execution/health` where the api-server serves tasks, else
    `/api/v2/version`.
See: https://kubernetes.io/docs/concepts/configuration/liveness-readiness-startup-probes/#readiness-probe
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
        services = services_to(rendering, found.workload, found.container)
        if not services:
            continue
        judged = True
        if not probe_of(found.container, "readinessProbe"):
            names = " and ".join(str(service.id) for service in services)
            yield Violation(
                found.workload.id,
                f'gets requests from {names} in container "{found.container.name}", which has no readiness '
                "probe",
                found.container.field,
                related=tuple(service.id for service in services),
            )
    if not judged:
        yield Skip("no Service sends requests to a component of Airflow")


RULE = Rule(name="missing-readiness-probe", severity=Severity.ERROR, profile=Profile.HA, check=check)
