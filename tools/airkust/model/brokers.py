"""Which rendered workload is the broker of the Celery executor?"""

from airkust.model import semantics, tree
from airkust.model.airflow import Airflow
from airkust.model.cluster_dns import service_named
from airkust.model.commands import Component
from airkust.model.execution_api import split_url
from airkust.model.image import read_image
from airkust.model.rendering import Rendering
from airkust.model.workload import REPLICATED, Workload

PROGRAMS = frozenset(
    {"dragonfly", "keydb", "rabbitmq", "redis", "redis-cluster", "redis-stack-server", "valkey"}
)
"""The last part of an image's name, `bitnami/redis` for instance."""


def uses_broker(airflow: Airflow) -> bool:
    """Whether tasks go through a broker: a Celery worker is rendered, or its executor is."""
    return bool(airflow.running(Component.WORKER)) or any("Celery" in name for name in airflow.executors)


def brokers(rendering: Rendering) -> tuple[Workload, ...]:
    """The workloads the broker URL leads to; where it is a secret, those that run a broker's program."""
    named = tuple(_named(rendering))
    return named or tuple(
        workload
        for workload in rendering.workloads
        if workload.kind in REPLICATED
        and any(_runs_a_broker(container.image) for container in workload.containers)
    )


def _runs_a_broker(image: str) -> bool:
    return read_image(image).repository.rsplit("/", 1)[-1] in PROGRAMS


def _named(rendering: Rendering) -> list[Workload]:
    airflow = rendering.airflow
    namespaces = rendering.namespaces
    found: dict[Workload, None] = {}
    for user in airflow.running(Component.SCHEDULER, Component.WORKER):
        url = split_url(user.settings.get("celery", "broker_url").text or "")
        host = url.hostname if url else None
        name = service_named(host, user.workload.namespace, namespaces) if host else None
        service = rendering.get("Service", name.name, name.namespace) if name else None
        selector = tree.mapping(service.body, "spec", "selector") if service else None
        for workload in rendering.workloads:
            if semantics.selects_by_equality(selector, workload.pod_labels):
                found[workload] = None
    return list(found)
