"""Which pods does the scheduler of Kubernetes put before which?"""

from dataclasses import dataclass

from airkust.model import tree
from airkust.model.brokers import brokers, uses_broker
from airkust.model.commands import CORE, Component
from airkust.model.database_server import airflows_servers
from airkust.model.pooler import poolers
from airkust.model.rendering import Rendering
from airkust.model.workload import Workload

SYSTEM = {"system-cluster-critical": 2_000_000_000, "system-node-critical": 2_000_001_000}
"""The classes every cluster has."""

DEFAULT = 0
"""The priority of pods without a class, where no class is the default."""


@dataclass(frozen=True, slots=True)
class Priority:
    """The rank of a pod.

    Attributes:
        value: None where its class is made outside the rendering.
        class_name: "" for none.
    """

    value: int | None
    class_name: str

    def __str__(self) -> str:
        if self.value is None:
            return f"that of PriorityClass/{self.class_name}"
        return f"{self.value} ({f'PriorityClass/{self.class_name}' if self.class_name else 'no class'})"


def priority_of(rendering: Rendering, workload: Workload) -> Priority:
    """The priority of a workload's pods. Without a class it is that of the rendered default class, else 0."""
    name = tree.text(workload.pod_spec, "priorityClassName")
    if name in SYSTEM:
        return Priority(SYSTEM[name], name)
    for found in rendering.of_kind("PriorityClass"):
        if found.name == name if name else tree.at(found.body, "globalDefault") is True:
            value = tree.at(found.body, "value")
            return Priority(value if isinstance(value, int) else DEFAULT, found.name)
    return Priority(None if name else DEFAULT, name)


def named(runner: Workload) -> str:
    """What tasks run in, for messages."""
    return f"the task pod template of {runner}" if runner.embedded else f"{runner}, which runs tasks"


def needed_by_airflow(rendering: Rendering) -> tuple[Workload, ...]:
    """What every task waits for when it is gone: the core, its poolers, its database server, its broker."""
    running = rendering.airflow.running(*CORE, Component.WEBSERVER)
    servers = {server.subject for server in airflows_servers(rendering)}
    needed = {
        *(found.workload for found in running),
        *(pooler.workload for pooler in poolers(rendering)),
        *(brokers(rendering) if uses_broker(rendering.airflow) else ()),
    }
    return tuple(each for each in rendering.workloads if each in needed or each.id in servers)


def pods_of_tasks(rendering: Rendering) -> tuple[Workload, ...]:
    """What tasks run in: the task pod templates, and the workers of Celery."""
    workers = (found.workload for found in rendering.airflow.running(Component.WORKER))
    return tuple(dict.fromkeys((*rendering.airflow.task_pods, *workers)))
