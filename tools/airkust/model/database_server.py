"""Which database servers are rendered, and which of them may be Airflow's?"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from airkust.model import semantics, tree
from airkust.model.cluster_dns import service_named
from airkust.model.commands import CORE, Component
from airkust.model.image import read_image
from airkust.model.index import same_namespace
from airkust.model.metadata_database import connection
from airkust.model.pooler import Pooler, poolers, route
from airkust.model.rendering import Rendering
from airkust.model.resource import Resource, ResourceId
from airkust.model.value import Undetermined
from airkust.model.workload import REPLICATED, Workload

IMAGE = re.compile(
    r"(?:postgres(?:ql)?|postgis|pgvector|timescaledb|spilo|mysql|mariadb|percona-server)(?:-server|-ha|-[0-9.]+)?"
)

OPERATED: Final[Mapping[tuple[str, str], str]] = {
    ("postgresql.cnpg.io", "Cluster"): "instances",
    ("acid.zalan.do", "postgresql"): "numberOfInstances",
}
"""What operators make servers from, by API group and kind, and the field of `spec` that says how many."""


@dataclass(frozen=True, slots=True)
class DatabaseServer:
    """A workload that runs PostgreSQL or MySQL, or an object an operator makes one from.

    Attributes:
        size: Servers it keeps.
        owner: The object that says so, itself or an autoscaler.
        field: Where.
        image: Of the server; "" where an operator chooses it.
    """

    subject: ResourceId
    size: int
    owner: ResourceId
    field: str
    image: str = ""


def airflows_servers(rendering: Rendering) -> tuple[DatabaseServer, ...]:
    """The rendered servers that Airflow works on.

    Where its URLs cannot be read, that is each server in the namespace of one of its components.
    """
    users = rendering.airflow.running(*CORE, Component.WEBSERVER)
    namespaces = {user.workload.namespace for user in users}
    hosts = _hosts(rendering)
    return tuple(
        server
        for server, labels in _servers(rendering)
        if (
            any(same_namespace(server.subject.namespace, namespace) for namespace in namespaces)
            if hosts is None
            else any(_is_meant(rendering, server, labels, host, namespace) for host, namespace in hosts)
        )
    )


def _servers(rendering: Rendering) -> Iterator[tuple[DatabaseServer, Mapping[str, str]]]:
    for workload in rendering.workloads:
        size = rendering.replicas(workload) if workload.kind in REPLICATED else None
        image = _image(workload)
        if size and image:
            server = DatabaseServer(workload.id, size.minimum, size.owner, size.field, image)
            yield server, workload.pod_labels
    for (group, kind), key in OPERATED.items():
        for resource in rendering.of_kind(kind):
            if resource.id.api_group == group:
                yield _operated(resource, key), {}


def _image(workload: Workload) -> str:
    images = (container.image for container in workload.containers)
    return next((each for each in images if IMAGE.fullmatch(read_image(each).repository.split("/")[-1])), "")


def _operated(resource: Resource, key: str) -> DatabaseServer:
    size = tree.at(resource.body, "spec", key)
    whole = size if isinstance(size, int) and not isinstance(size, bool) else 1
    return DatabaseServer(resource.id, whole, resource.id, f"spec.{key}")


def _hosts(rendering: Rendering) -> set[tuple[str, str]] | None:
    """Hosts and the namespaces they are asked from, behind the poolers; None where one cannot be read."""
    found = poolers(rendering)
    hosts: set[tuple[str, str]] = set()
    for user in rendering.airflow.running(*CORE, Component.WEBSERVER):
        url = connection(user.settings)
        through = route(rendering, found, user.workload, url)
        if isinstance(through, Undetermined) or (not through and not url.host and url.dialect != "sqlite"):
            return None
        behind = _behind(through) if through else {url.host} - {""}
        if behind is None:
            return None
        hosts |= {(host, user.workload.namespace) for host in behind}
    return hosts


def _behind(pooler: Pooler) -> set[str] | None:
    hosts = {parts.get("host", "") for parts in pooler.settings.databases.values()}
    return None if pooler.settings.unread or not hosts or "" in hosts else hosts


def _is_meant(
    rendering: Rendering, server: DatabaseServer, labels: Mapping[str, str], host: str, namespace: str
) -> bool:
    known = rendering.namespaces
    named = service_named(host, namespace, known)
    if named is None:
        return False
    service = rendering.get("Service", named.name, named.namespace)
    if service is None:  # an operator makes it: `name`, `name-rw`
        return named.name in {server.subject.name, f"{server.subject.name}-rw"}
    return semantics.selects_by_equality(tree.mapping(service.body, "spec", "selector"), labels)
