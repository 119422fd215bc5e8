"""A probe of the api-server asks for the health of all of Airflow.

Why: `/api/v2/monitor/health` (`/health` in Airflow 2) reads the heartbeats of every component from the
    database and answers 200 whatever it finds: a failure never shows. While the database hangs so does
    the answer, and the kubelet restarts every api-server; running tasks give up when none answers.
Fix: Let the liveness probe ask `/api/v2/version`, and startup and readiness `/execution/health`, which also
    warms up what tasks talk to. In Airflow 2 ask `/api/v1/version`. Watch the health from monitoring, and
    read its body.
See: https://airflow.apache.org/docs/apache-airflow/stable/administration-and-deployment/logging-monitoring/check-health.html
"""

from collections.abc import Iterator, Mapping

from airkust.model import tree
from airkust.model.airflow import AirflowContainer
from airkust.model.commands import Component
from airkust.model.finding import Severity, Violation
from airkust.model.probes import KINDS, http_probes
from airkust.model.profile import Profile
from airkust.model.rendering import Rendering
from airkust.rules.rule import Rule, Skip, Verdict

AGGREGATES: Mapping[Component, tuple[str, ...]] = {
    Component.API_SERVER: ("/api/v2/monitor/health",),
    Component.WEBSERVER: ("/health", "/api/v1/health"),  # Airflow 2
}


def check(rendering: Rendering) -> Iterator[Verdict]:
    servers = rendering.airflow.running(*AGGREGATES)
    if not servers:
        yield Skip("no api-server is rendered")
    for server in servers:
        yield from _over_http(server)
        yield from _by_command(server)


def _over_http(server: AirflowContainer) -> Iterator[Verdict]:
    for probe in http_probes(server.container):
        if probe.path.endswith(AGGREGATES[server.component]):  # a prefix may stand before it
            yield Violation(server.workload.id, f"has a {probe.kind} that asks {probe.path}", probe.field)


def _by_command(server: AirflowContainer) -> Iterator[Verdict]:
    """A `curl` inside the container."""
    for kind in KINDS:
        script = " ".join(tree.texts(server.container.body, kind, "exec", "command"))
        for path in AGGREGATES[server.component]:
            if path in script:
                field = server.container.field_of(kind, "exec", "command")
                yield Violation(server.workload.id, f"has a {kind} whose command asks {path}", field)
                break


RULE = Rule(name="aggregate-health-probe", severity=Severity.ERROR, profile=Profile.HA, check=check)
