"""Which workloads take part: Airflow's components, its task pods, poolers, databases, Jobs?"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from airkust.model.airflow import AirflowContainer
from airkust.model.cluster_dns import service_named
from airkust.model.commands import CORE, Component
from airkust.model.rendering import Rendering
from airkust.model.service_ports import behind
from airkust.model.settings import Settings, variable
from airkust.model.traffic.parties import Party, PartyKind
from airkust.model.workload import Container, Workload

POOLER = re.compile(r"(?:^|[/:_-])(?:pgbouncer|pgcat|odyssey|pgpool)", re.IGNORECASE)
DATABASE = re.compile(r"(?:^|[/_-])(?:postgres(?:ql)?|mysql|mariadb)(?:[:@-]|$)", re.IGNORECASE)
TO_ITS_END = frozenset({"Job", "CronJob"})
CALLERS = (*CORE, Component.WORKER, Component.WEBSERVER)

CONNECTION = variable("database", "sql_alchemy_conn")
OLD_CONNECTION = variable("core", "sql_alchemy_conn")


@dataclass(frozen=True, eq=False)
class Caller:
    """A container of Airflow that calls others, and the party it belongs to.

    Attributes:
        component: What it runs; None for a Job that is no component.
    """

    party: Party
    workload: Workload
    container: Container
    settings: Settings
    component: Component | None = None


@dataclass(frozen=True, eq=False)
class Cast:
    """Everybody in a rendering who may call or be called."""

    rendering: Rendering

    @cached_property
    def components(self) -> tuple[AirflowContainer, ...]:
        return self.rendering.airflow.running(*CALLERS)

    @cached_property
    def of_workload(self) -> Mapping[Workload, Party]:
        """The party of each long-lived workload that takes part."""
        found = {each.workload: _party(PartyKind.COMPONENT, each.workload) for each in self.components}
        for workload in self.rendering.workloads:
            if workload in found or workload.kind in TO_ITS_END:
                continue
            if any(_is_pooler(container) for container in workload.containers):
                found[workload] = _party(PartyKind.POOLER, workload)
            elif any(DATABASE.search(container.image) for container in workload.containers):
                found[workload] = _party(PartyKind.INSIDE, workload)
        return found

    @cached_property
    def callers(self) -> tuple[Caller, ...]:
        """Every container with a configuration of Airflow that calls somebody."""
        found = [
            Caller(
                self.of_workload[each.workload], each.workload, each.container, each.settings, each.component
            )
            for each in self.components
        ]
        return (*found, *self._task_pods(), *self._jobs())

    @cached_property
    def namespaces(self) -> frozenset[str]:
        return frozenset(resource.namespace for resource in self.rendering if resource.namespace)

    def behind(self, host: str, namespace: str) -> tuple[Party, ...]:
        """The parties a host name means, through the Service of that name; () for a host outside."""
        named = service_named(host, namespace, self.namespaces)
        service = self.rendering.get("Service", named.name, named.namespace) if named else None
        if service is None:
            return ()
        return tuple(
            self.party(workload)
            for workload in behind(self.rendering, service)
            if workload.kind not in TO_ITS_END
        )

    def party(self, workload: Workload) -> Party:
        """The party of any workload."""
        return self.of_workload.get(workload) or _party(PartyKind.INSIDE, workload)

    def _task_pods(self) -> Iterator[Caller]:
        party = Party("tasks", PartyKind.TASKS, "task pods")
        for workload in self.rendering.airflow.task_pods:
            for container in workload.containers[:1]:
                settings = self.rendering.airflow.settings(workload, container)
                yield Caller(party, workload, container, settings)

    def _jobs(self) -> Iterator[Caller]:
        found = [
            (workload, container, self.rendering.airflow.settings(workload, container))
            for workload in self.rendering.workloads
            if workload.kind in TO_ITS_END
            for container in workload.containers
        ]
        found = [each for each in found if {CONNECTION, OLD_CONNECTION} & set(each[2].environment.variables)]
        number = len({workload for workload, _, _ in found})
        party = Party("jobs", PartyKind.JOBS, "1 Job" if number == 1 else f"{number} Jobs and CronJobs")
        for workload, container, settings in found:
            yield Caller(party, workload, container, settings)


def _is_pooler(container: Container) -> bool:
    program = container.argv[0].rsplit("/", 1)[-1] if container.argv else ""
    return bool(POOLER.search(container.image) or POOLER.match(program))


def _party(kind: PartyKind, workload: Workload) -> Party:
    key = f"{workload.kind}/{workload.namespace}/{workload.resource.name}"
    return Party(key, kind, workload.resource.name, workload=workload)
