"""Which workloads bring the database to the version of Airflow?"""

from collections.abc import Iterator
from dataclasses import dataclass

from airkust.model.commands import Component, component_of, invocations
from airkust.model.environment import environment
from airkust.model.rendering import Rendering
from airkust.model.workload import Container, Workload

BY_ENTRYPOINT = ("_AIRFLOW_DB_MIGRATE", "_AIRFLOW_DB_UPGRADE")
"""Variables that make the entrypoint of the official image migrate before anything else."""

ONCE = frozenset({"CronJob", "Job"})


@dataclass(frozen=True, eq=False)
class Migrator:
    """A workload one of whose containers migrates the database."""

    workload: Workload
    container: Container


def migrators(rendering: Rendering) -> tuple[Migrator, ...]:
    """All of them, Jobs first."""
    found = [migrator for workload in rendering.workloads for migrator in _first(rendering, workload)]
    return tuple(sorted(found, key=lambda migrator: migrator.workload.kind not in ONCE))


def scripts(rendering: Rendering) -> tuple[Migrator, ...]:
    """Containers that run once and hide from the manifests what they run: they may migrate, too."""
    return tuple(
        Migrator(workload, container)
        for workload in rendering.workloads
        for container in workload.all_containers
        if (not container.long_lived or workload.kind in ONCE)
        and "airflow" in container.image.lower()
        and not invocations(container)
    )


def _first(rendering: Rendering, workload: Workload) -> Iterator[Migrator]:
    for container in workload.all_containers:
        commands = {component_of(words) for words in invocations(container)}
        if Component.MIGRATIONS in commands or _by_entrypoint(rendering, workload, container):
            yield Migrator(workload, container)
            return


def _by_entrypoint(rendering: Rendering, workload: Workload, container: Container) -> bool:
    variables = environment(rendering.index, workload, container).variables
    return any(name in variables and variables[name].text for name in BY_ENTRYPOINT)
