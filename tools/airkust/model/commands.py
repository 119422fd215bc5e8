"""Which part of Airflow does a container run?"""

import re
import shlex
from collections.abc import Iterator, Sequence
from enum import StrEnum

from airkust.model.workload import Container, Workload


class Component(StrEnum):
    """The parts Airflow is made of, by the name of the command that runs them."""

    API_SERVER = "api-server"
    SCHEDULER = "scheduler"
    DAG_PROCESSOR = "dag-processor"
    TRIGGERER = "triggerer"
    WORKER = "worker"  # of Celery; task pods of the KubernetesExecutor are a pod template
    MIGRATIONS = "migrations"
    WEBSERVER = "webserver"  # Airflow 2


CORE = (Component.API_SERVER, Component.SCHEDULER, Component.DAG_PROCESSOR, Component.TRIGGERER)
"""What every Airflow 3 runs."""

COMMANDS: dict[tuple[str, ...], Component] = {
    ("api-server",): Component.API_SERVER,
    ("celery", "worker"): Component.WORKER,
    ("dag-processor",): Component.DAG_PROCESSOR,
    ("db", "init"): Component.MIGRATIONS,  # Airflow 2
    ("db", "migrate"): Component.MIGRATIONS,
    ("db", "upgrade"): Component.MIGRATIONS,  # Airflow 2
    ("initdb",): Component.MIGRATIONS,  # Airflow 1
    ("scheduler",): Component.SCHEDULER,
    ("triggerer",): Component.TRIGGERER,
    ("upgradedb",): Component.MIGRATIONS,  # Airflow 1
    ("webserver",): Component.WEBSERVER,
}

LABELS = ("app.kubernetes.io/component", "component")
"""Ours and the common one, then that of the official chart."""

LABELLED = {component.value: component for component in Component} | {
    "run-airflow-migrations": Component.MIGRATIONS,
    "db-migrations": Component.MIGRATIONS,
    "web": Component.WEBSERVER,
}
"""With hyphens: the user community's chart writes `dag_processor`."""

SHELLS = frozenset({"sh", "bash", "ash", "dash"})
IMPORT = re.compile(r"\b(?:from|import)\s+airflow\b")
INVOCATION = re.compile(r"(?:^|[\s;&|(/'\"])airflow(?:_execute)?\s+([^;&|\n]*)")
"""With the function that Bitnami's scripts call it by."""

MENTIONS = frozenset({"echo", "egrep", "grep", "killall", "pgrep", "pkill", "printf"})
"""Programs that get a command line to look for or to print, and run none."""

NEW_COMMAND = re.compile(r"[;&|(\n]")


def invocations(container: Container) -> tuple[tuple[str, ...], ...]:
    """The words after `airflow` of every Airflow command a container runs.

    A shell's script is searched; arguments without a command are what the entrypoint of an Airflow
    image gets, with or without the word `airflow`.
    """
    return invocations_in(container.argv) or (
        (container.argv,) if container.argv and _for_entrypoint(container) else ()
    )


def invocations_in(argv: Sequence[str]) -> tuple[tuple[str, ...], ...]:
    """The words after `airflow` of every Airflow command that a command line runs."""
    for number, word in enumerate(argv):  # dumb-init -- bash -c "airflow scheduler"
        program = word.rsplit("/", 1)[-1]
        if program in MENTIONS:
            return ()
        if program == "airflow":
            return (tuple(argv[number + 1 :]),)
        if program in SHELLS:
            return tuple(_in_script(" ".join(argv[number + 1 :]).replace("\\\n", " ")))
    return ()


def starts_airflow(argv: Sequence[str]) -> bool:
    """Whether a command line, a probe's for instance, has to import all of Airflow first."""
    return bool(invocations_in(argv)) or bool(IMPORT.search(" ".join(argv)))


def component_of(words: Sequence[str]) -> Component | None:
    """The component an Airflow command line runs, given the words after `airflow`."""
    for length in (1, 2):
        if found := COMMANDS.get(tuple(words[:length])):
            return found
    return None


def labelled_component(workload: Workload) -> Component | None:
    """The component a pod's labels claim, for images whose entrypoint hides the command."""
    for label in LABELS:
        if found := LABELLED.get(workload.pod_labels.get(label, "").replace("_", "-")):
            return found
    return None


def _for_entrypoint(container: Container) -> bool:
    """Whether the arguments go to the entrypoint of the image, which puts `airflow` before them."""
    program = container.argv[0].rsplit("/", 1)[-1]
    return "command" not in container.body and program not in SHELLS


def _in_script(script: str) -> Iterator[tuple[str, ...]]:
    for match in INVOCATION.finditer(script):
        before = NEW_COMMAND.split(script[: match.start()])[-1]
        if MENTIONS.isdisjoint(word.rsplit("/", 1)[-1] for word in before.split()):
            yield _words(match.group(1))


def _words(script: str) -> tuple[str, ...]:
    try:
        return tuple(shlex.split(script, comments=True))
    except ValueError:
        return tuple(script.split())
