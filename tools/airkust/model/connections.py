"""How many connections to the database do the components of Airflow open at most?

Each process keeps a pool of `sql_alchemy_pool_size` and goes beyond it by `sql_alchemy_max_overflow`. An
api-server has two engines, one for its synchronous and one for its asynchronous code, and each has a pool.
Task pods open none. Source: `airflow/settings.py` of apache-airflow-core 3.3.2, `prepare_engine_args` and
`_configure_async_session`; the processes were counted on running components. The one connection of a
scheduler's health server and those of `airflow` commands are left out.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from airkust.model.airflow import AirflowContainer
from airkust.model.commands import CORE, Component
from airkust.model.metadata_database import Connection, async_connection, connection
from airkust.model.number import number_of
from airkust.model.peak import peak
from airkust.model.pooler import Pooler, route
from airkust.model.rendering import Rendering
from airkust.model.value import Undetermined


@dataclass(frozen=True, eq=False)
class Connections:
    """What one engine of a component opens at most, over all its pods.

    Attributes:
        asynchronous: It is the engine of the asynchronous code.
        connection: Where it leads.
        pods: At the autoscaler's upper bound, in the middle of a rollout.
        processes: In a pod.
        each: In a process; None where nothing limits them.
        through: The pooler between; None where there is none, a fact where the manifests do not tell.
    """

    user: AirflowContainer
    asynchronous: bool
    connection: Connection
    pods: int
    processes: int
    each: int | None
    through: Pooler | Undetermined | None

    @property
    def total(self) -> int | None:
        return None if self.each is None else self.pods * self.processes * self.each

    def __str__(self) -> str:
        kind = " (async)" if self.asynchronous else ""
        limit = "no limit" if self.each is None else self.each
        each = f"{self.processes} * {limit}" if self.processes > 1 else limit
        return f"{self.user.workload.id.name}{kind} {self.pods} * {each}"


def connections(
    rendering: Rendering, poolers: tuple[Pooler, ...] = ()
) -> Iterator[Connections | Undetermined]:
    """What each engine of the core opens, or the fact that is missing to tell."""
    for user in rendering.airflow.running(*CORE):
        pods = peak(rendering.index, user.workload)
        if pods is None:
            yield Undetermined(f"how many pods {user.workload} has")
            continue
        processes, each = _processes(user), _in_a_process(user)
        if isinstance(processes, Undetermined) or isinstance(each, Undetermined):
            yield from (found for found in (processes, each) if isinstance(found, Undetermined))
            continue
        for asynchronous in (False, True) if user.component is Component.API_SERVER else (False,):
            where = async_connection(user.settings) if asynchronous else connection(user.settings)
            if not where.none:
                through = route(rendering, poolers, user.workload, where)
                yield Connections(user, asynchronous, where, pods, processes, each, through)


def limited(total: int | None) -> str:
    """A total as the end of a sentence."""
    return "any number of connections" if total is None else f"up to {total} connections"


def _processes(user: AirflowContainer) -> int | Undetermined:
    """An api-server has one process for each of its workers, the other components one."""
    if user.component is not Component.API_SERVER:
        return 1
    words = [part for word in user.words for part in word.split("=", 1)]
    for option in ("--workers", "-w"):
        if option in words[:-1]:
            given = words[words.index(option) + 1]
            return int(given) if given.isascii() and given.isdigit() else Undetermined(f"{option} {given}")
    number = number_of(user.settings, "api", "workers")
    return number if isinstance(number, Undetermined) else int(number)


def _in_a_process(user: AirflowContainer) -> int | Undetermined | None:
    if user.settings.is_true("database", "sql_alchemy_pool_enabled") is False:
        return None
    size = number_of(user.settings, "database", "sql_alchemy_pool_size")
    overflow = number_of(user.settings, "database", "sql_alchemy_max_overflow")
    if isinstance(size, Undetermined):
        return size
    if isinstance(overflow, Undetermined):
        return overflow
    return None if size == 0 or overflow < 0 else int(size + overflow)
