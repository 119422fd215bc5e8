"""Which workloads bring the database to the version of Airflow, and which wait for it?"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from airkust.model.commands import Component, component_of, invocations
from airkust.model.environment import environment
from airkust.model.rendering import Rendering
from airkust.model.workload import Container, Workload

BY_ENTRYPOINT = ("_AIRFLOW_DB_MIGRATE", "_AIRFLOW_DB_UPGRADE")
"""Variables that make the entrypoint of the official image migrate before anything else."""

ONCE = frozenset({"CronJob", "Job"})

WAITING = (("db", "check-migrations"), ("db", "check_migrations"))
WAITING_SCRIPTS = ("airflow_wait_for_db_migrations", "get_current_heads")
"""What a script says that waits by itself: Bitnami's function, and the method of Alembic that the official
chart called before Airflow had a command for it."""
OPTIONS = ("-t", "--migration-wait-timeout")
DEFAULT_PATIENCE = 60
"""Seconds that `airflow db check-migrations` waits where nobody says."""


@dataclass(frozen=True, eq=False)
class Migrator:
    """A workload one of whose containers migrates the database."""

    workload: Workload
    container: Container


def migrators(rendering: Rendering) -> tuple[Migrator, ...]:
    """All of them, Jobs first. A script of the image may hide what it runs: then the pod's label tells."""
    found = [migrator for workload in rendering.workloads for migrator in _first(rendering, workload)]
    told = {migrator.workload for migrator in found}
    labelled = rendering.airflow.running(Component.MIGRATIONS)
    found += [Migrator(each.workload, each.container) for each in labelled if each.workload not in told]
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


@dataclass(frozen=True, eq=False)
class Wait:
    """A container that waits until the database has the version of Airflow.

    Attributes:
        seconds: Until it gives up; None where the manifests do not tell.
    """

    workload: Workload
    container: Container
    seconds: int | None


def waits(rendering: Rendering) -> tuple[Wait, ...]:
    """Every `airflow db check-migrations`, and every script that does the same."""
    return tuple(
        wait
        for workload in rendering.workloads
        for container in workload.all_containers
        for wait in _waits(workload, container)
    )


def _waits(workload: Workload, container: Container) -> Iterator[Wait]:
    for words in invocations(container):
        if words[:2] in WAITING:
            yield Wait(workload, container, _patience(words))
    if any(said in word for said in WAITING_SCRIPTS for word in container.argv):
        yield Wait(workload, container, None)


def _patience(words: tuple[str, ...]) -> int | None:
    """The value of the option, written in any of the ways argparse reads."""
    parts = [part for word in words for part in word.split("=", 1)]
    for option, value in pairwise([*parts, ""]):
        if option in OPTIONS:
            return int(value) if value.isdecimal() else None
    short = [word[2:] for word in words if word.startswith("-t") and word not in OPTIONS]
    return int(short[0]) if short and short[0].isdecimal() else DEFAULT_PATIENCE
