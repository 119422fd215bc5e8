"""NetworkPolicies keep a component of Airflow from the database.

Why: Without its database, or the pooler before it, a component of Airflow ends within seconds of its start.
    A pod that held a connection when the policy came goes on until it is replaced.
Fix: Allow the egress of each component to the pooler or the database, and the ingress there.
See: https://kubernetes.io/docs/concepts/services-networking/network-policies/
    https://airflow.apache.org/docs/apache-airflow/stable/howto/set-up-database.html
"""

from collections.abc import Iterator

from airkust.model.commands import CORE, Component
from airkust.model.endpoints import endpoint
from airkust.model.finding import Severity
from airkust.model.image import read_image
from airkust.model.network_policy import OUTSIDE, Port
from airkust.model.profile import Profile
from airkust.model.rendering import Rendering
from airkust.model.service_ports import behind, ports, target_number
from airkust.model.workload import Workload
from airkust.rules.closed_edge import Edge, closed, not_judged, violation
from airkust.rules.rule import Rule, Skip, Unknown, Verdict

SERVERS = ("mariadb", "mysql", "pgbouncer", "pgpool", "postgres", "postgresql")
"""Names of images, or of programs in one."""

PORTS = (3306, 5432, 6432)
"""Where a database or a pooler outside may listen."""


def check(rendering: Rendering) -> Iterator[Verdict]:
    if reason := not_judged(rendering):
        yield reason
        return
    targets = tuple(_targets(rendering))
    running = rendering.airflow.running(*CORE, Component.MIGRATIONS, Component.WEBSERVER)
    workloads = dict.fromkeys(found.workload for found in running)
    if not targets or not workloads:
        yield Skip("no component of Airflow is rendered with a pooler or a database")
        return
    for workload in workloads:
        yield from _judge(rendering, workload, targets)


def _judge(
    rendering: Rendering, workload: Workload, targets: tuple[tuple[Workload, int], ...]
) -> Iterator[Verdict]:
    """One of the servers must be open, or the way to one outside: a Secret holds which of them it is."""
    found = []
    for edge in _ways(rendering, workload, targets):
        answer = closed(rendering, edge)
        if answer is None:
            return
        found.append((edge, answer))
    if all(answer.certain for _, answer in found):
        yield violation(*next(each for each in found if each[0].target is not OUTSIDE))
    else:
        yield Unknown(f"whether {workload} reaches its database")


def _ways(
    rendering: Rendering, workload: Workload, targets: tuple[tuple[Workload, int], ...]
) -> Iterator[Edge]:
    """The likely ones first: one that is open ends the search."""
    source = endpoint(rendering, workload)

    def within(*, near: bool) -> Iterator[Edge]:
        for target, port in targets:
            if (target.namespace == workload.namespace) is near:
                yield Edge(source, endpoint(rendering, target), Port(port), f"the database at {target}")

    yield from within(near=True)
    yield from (Edge(source, OUTSIDE, Port(port), "") for port in PORTS)
    yield from within(near=False)


def _targets(rendering: Rendering) -> Iterator[tuple[Workload, int]]:
    """What looks like a pooler or a database, and the port its Service leads to."""
    for service in rendering.of_kind("Service"):
        for workload in behind(rendering, service):
            for port in ports(service) if _serves(workload) else ():
                if number := target_number(port, workload):
                    yield workload, number


def _serves(workload: Workload) -> bool:
    """Whether an image, or the program one is told to run, has the name of a server."""
    names = (
        name.rsplit("/", 1)[-1]
        for container in workload.containers
        for name in (read_image(container.image).repository, *container.argv[:1])
    )
    return any(name in SERVERS for name in names)


RULE = Rule(name="blocked-database", severity=Severity.ERROR, profile=Profile.CORE, check=check)
