"""NetworkPolicies keep the api-server from the logs of what runs.

Why: The log of a deferred task is asked from the triggerer, that of a task in a Celery worker from the
    worker, until it is over and in the store. Closed, the page of a task that hangs shows an error where the
    log should be, at the moment somebody needs it.
Fix: Allow the egress of the api-server, and the ingress of the triggerer at 8794 and of the worker at 8793.
See: https://airflow.apache.org/docs/apache-airflow/stable/administration-and-deployment/logging-monitoring/logging-tasks.html
"""

from collections.abc import Iterator, Mapping

from airkust.model.airflow import AirflowContainer
from airkust.model.commands import Component
from airkust.model.endpoints import endpoint
from airkust.model.execution_api import serves_interface
from airkust.model.finding import Severity
from airkust.model.network_policy import Port
from airkust.model.profile import Profile
from airkust.model.rendering import Rendering
from airkust.rules.closed_edge import Edge, judge, not_judged
from airkust.rules.rule import Rule, Skip, Verdict

SERVERS: Mapping[Component, str] = {
    Component.TRIGGERER: "trigger_log_server_port",
    Component.WORKER: "worker_log_server_port",
    Component.SCHEDULER: "worker_log_server_port",
}
"""Who serves logs, and the setting that says where; a scheduler does with the LocalExecutor."""


def check(rendering: Rendering) -> Iterator[Verdict]:
    if reason := not_judged(rendering):
        yield reason
        return
    airflow = rendering.airflow
    readers = [
        found
        for found in airflow.running(Component.API_SERVER, Component.WEBSERVER)
        if serves_interface(found)
    ]
    local = "LocalExecutor" in airflow.executors
    servers = [
        found for found in airflow.running(*SERVERS) if local or found.component is not Component.SCHEDULER
    ]
    edges = [edge for reader in readers for server in servers for edge in _edges(rendering, reader, server)]
    if not edges:
        yield Skip("no api-server is rendered with a triggerer or a worker")
    yield from judge(rendering, edges)


def _edges(rendering: Rendering, reader: AirflowContainer, server: AirflowContainer) -> Iterator[Edge]:
    number = server.settings.number("logging", SERVERS[server.component])
    if number is not None and reader.workload is not server.workload:
        yield Edge(
            endpoint(rendering, reader.workload),
            endpoint(rendering, server.workload),
            Port(int(number)),
            f"the logs of {server.workload}",
        )


RULE = Rule(name="blocked-log-server", severity=Severity.WARNING, profile=Profile.CORE, check=check)
