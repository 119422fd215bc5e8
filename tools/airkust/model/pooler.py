"""Which workloads are a PgBouncer, how many connections do they hold, and who goes through them?"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from airkust.model import semantics, tree
from airkust.model.cluster_dns import is_loopback, service_named
from airkust.model.image import read_image
from airkust.model.metadata_database import Connection
from airkust.model.pooler_settings import PoolerSettings, pooler_settings
from airkust.model.rendering import Rendering
from airkust.model.value import Undetermined
from airkust.model.workload import Container, Workload

VERSION = re.compile(r"(?:^|[-_v])([0-9]+)\.([0-9]+)(?:\.[0-9]+)?(?:-[a-z][a-z0-9]*)?$")


@dataclass(frozen=True, eq=False)
class Pooler:
    """A container that runs PgBouncer.

    Attributes:
        sidecar: It stands beside a component of Airflow and serves that pod alone.
    """

    workload: Workload
    container: Container
    settings: PoolerSettings
    sidecar: bool

    @property
    def version(self) -> tuple[int, int] | None:
        """Of PgBouncer, as the end of its image's tag says: `1.23.1`, `v1.23.1-p2`, `…-2025.03.05-1.23.1`."""
        found = VERSION.search(read_image(self.container.image).tag)
        return (int(found[1]), int(found[2])) if found else None

    @property
    def max_prepared_statements(self) -> int | None:
        """How many it keeps for a client; None where its version, which decides the default, is not known."""
        if "max_prepared_statements" in self.settings.values:
            return self.settings.number("max_prepared_statements")
        if self.version is None:
            return None
        return 200 if self.version >= (1, 24) else 0

    @property
    def server_connections(self) -> int | None:
        """The most one pod opens to the database server for one user; None where it is no number."""
        shared = [self.settings.number(name) for name in ("default_pool_size", "reserve_pool_size")]
        limit = self.settings.number("max_db_connections")
        if None in shared or limit is None:
            return None
        default, reserve = (size or 0 for size in shared)
        sizes = [
            _size(parts.get("pool_size"), default) + _size(parts.get("reserve_pool"), reserve)
            for parts in self.settings.databases.values()
        ] or [default + reserve]
        return sum(min(size, limit) if limit else size for size in sizes)


def poolers(rendering: Rendering) -> tuple[Pooler, ...]:
    """Every PgBouncer, in the order of the rendering."""
    airflow = {found.workload for found in rendering.airflow.containers}
    return tuple(
        Pooler(
            workload, container, pooler_settings(rendering.index, workload, container), workload in airflow
        )
        for workload in rendering.workloads
        for container in workload.all_containers
        if container.long_lived and is_pgbouncer(container)
    )


def is_pgbouncer(container: Container) -> bool:
    """Whether a container runs PgBouncer, not what exports its metrics."""
    program = container.argv[0].rsplit("/", 1)[-1] if container.argv else ""
    names_it = "pgbouncer" in container.image.lower() and "exporter" not in container.image.lower()
    return names_it or program == "pgbouncer"


def route(
    rendering: Rendering, found: Sequence[Pooler], workload: Workload, connection: Connection
) -> Pooler | Undetermined | None:
    """The pooler that a connection of a workload leads to.

    A URL that stands in a Secret is not read. Where one pooler is rendered, such a connection is taken to go
    through it: that is what it is there for.

    Args:
        rendering: Where Services are looked for.
        found: The poolers in it.
        workload: Who connects.
        connection: Its URL.

    Returns:
        None where it surely leads elsewhere.
    """
    if connection.none or connection.dialect == "sqlite":
        return None
    beside = next((pooler for pooler in found if pooler.workload is workload), None)
    if not connection.host:
        apart = [pooler for pooler in found if not pooler.sidecar]
        if beside or len(apart) <= 1:
            return beside or next(iter(apart), None)
        return Undetermined(f"which pooler {connection.fact} leads to")
    if is_loopback(connection.host):
        return beside
    namespaces = rendering.namespaces
    named = service_named(connection.host, workload.namespace, namespaces)
    service = rendering.get("Service", named.name, named.namespace) if named else None
    if service is None:
        return None
    selector = tree.mapping(service.body, "spec", "selector")
    return next(
        (each for each in found if semantics.selects_by_equality(selector, each.workload.pod_labels)), None
    )


def _size(text: str | None, default: int) -> int:
    return int(text) if text and text.isascii() and text.isdigit() else default
