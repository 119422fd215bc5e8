"""Which CronJobs run `airflow kubernetes cleanup-pods`, and how soon do they delete a pending pod?

Source: `cleanup_pods` of `cli/kubernetes_command.py`, apache-airflow-providers-cncf-kubernetes 10.25.0. A pod
that runs is never deleted.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from airkust.model import tree
from airkust.model.commands import invocations
from airkust.model.rendering import Rendering
from airkust.model.workload import Container, Workload

COMMAND = ("kubernetes", "cleanup-pods")
OPTION = "--min-pending-minutes"
DEFAULT = 30
LEAST = 5
"""What the command takes for a smaller number."""


@dataclass(frozen=True, eq=False)
class Cleaner:
    """A CronJob that runs the command.

    Attributes:
        pending_minutes: The age at which a pending pod is deleted; None where that is no number.
    """

    workload: Workload
    container: Container
    pending_minutes: int | None

    @property
    def suspended(self) -> bool:
        return tree.at(self.workload.resource.body, "spec", "suspend") is True


def cleaners(rendering: Rendering) -> tuple[Cleaner, ...]:
    """All of them, in the order of the rendering."""
    return tuple(_cleaners(rendering))


def _cleaners(rendering: Rendering) -> Iterator[Cleaner]:
    for workload in rendering.workloads:
        if workload.kind != "CronJob":
            continue
        for container in workload.containers:
            for words in invocations(container):
                if words[:2] == COMMAND:
                    yield Cleaner(workload, container, _minutes(words))


def _minutes(words: tuple[str, ...]) -> int | None:
    written = str(DEFAULT)
    for number, word in enumerate(words):
        flag, equals, value = word.partition("=")
        if flag == OPTION:
            written = value if equals else "".join(words[number + 1 : number + 2])
    return max(LEAST, int(written)) if written.isascii() and written.isdecimal() else None
