"""Which workloads are the broker of Celery, and where do they keep what is queued?"""

from airkust.model import tree
from airkust.model.airflow import Airflow
from airkust.model.commands import Component
from airkust.model.image import read_image
from airkust.model.workload import REPLICATED, Workload

IMAGES = frozenset(
    {"dragonfly", "keydb", "rabbitmq", "redis", "redis-cluster", "redis-stack-server", "valkey"}
)
"""Names of images, without their registries; sentinels and exporters are others."""


def runs_celery(airflow: Airflow) -> bool:
    """Whether tasks go through a broker."""
    return bool(airflow.running(Component.WORKER)) or any("Celery" in name for name in airflow.executors)


def brokers(workloads: tuple[Workload, ...]) -> tuple[Workload, ...]:
    """The workloads that run one, as their images say."""
    return tuple(
        workload
        for workload in workloads
        if workload.kind in REPLICATED
        and any(
            read_image(each.image).repository.rsplit("/", 1)[-1] in IMAGES for each in workload.containers
        )
    )


def keeps_data(workload: Workload) -> bool:
    """Whether any of its volumes outlives the pod."""
    if tree.sequence(workload.resource.body, "spec", "volumeClaimTemplates"):
        return True
    volumes = tree.sequence(workload.pod_spec, "volumes")
    return any(tree.mapping(volume, "persistentVolumeClaim") for volume in volumes)
