"""A pod behind a Service stops listening before everybody has stopped sending.

Why: A pod gets SIGTERM at the same moment as the nodes are told to take it out of their tables. An
    api-server closes its port at once: for a second or more each node still sends requests to it, which are
    refused, at every rollout, drain and scale-down.
Fix: Let the container sleep first: `lifecycle.preStop.sleep.seconds: 5`, or an exec of `sleep 5` before
    Kubernetes 1.30, and add the same to terminationGracePeriodSeconds.
See: https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#pod-termination-flow
    https://kubernetes.io/docs/concepts/containers/container-lifecycle-hooks/
"""

from collections.abc import Iterator

from airkust.model.commands import CORE, Component
from airkust.model.finding import Edit, Severity, Violation
from airkust.model.profile import Profile
from airkust.model.rendering import Rendering
from airkust.model.services import services_to
from airkust.model.shutdown import pre_stop_seconds
from airkust.rules.rule import Rule, Skip, Verdict

ENOUGH = 5


def check(rendering: Rendering) -> Iterator[Verdict]:
    judged = False
    for found in rendering.airflow.running(*CORE, Component.WEBSERVER):
        services = services_to(rendering, found.workload, found.container)
        if not services:
            continue
        judged = True
        seconds = pre_stop_seconds(found.container)
        if seconds is not None and seconds < ENOUGH:
            related = tuple(service.id for service in services)
            field = found.container.field_of("lifecycle", "preStop")
            yield Violation(
                found.workload.id,
                f"stops {seconds} s after it is told to, while {' and '.join(map(str, related))} may still "
                f"send requests for {ENOUGH} s",
                field,
                related=related,
                edits=(Edit(field, f"{{sleep: {{seconds: {ENOUGH}}}}}"),),
            )
    if not judged:
        yield Skip("no Service sends requests to a component of Airflow")


RULE = Rule(name="missing-pre-stop-sleep", severity=Severity.WARNING, profile=Profile.HA, check=check)
