"""Which schedulers run tasks inside themselves, and how long may such a task go on after SIGTERM?

Source: `LocalExecutor.end` of `airflow/executors/local_executor.py`, apache-airflow-core 3.3.2, which waits
for its tasks; the scheduler's loop, and with it its heartbeat, has ended by then.
"""

from airkust.model import semantics
from airkust.model.airflow import Airflow, AirflowContainer
from airkust.model.commands import Component
from airkust.model.replicas import Replicas
from airkust.model.value import Undetermined

NAMES = ("LocalExecutor", "SequentialExecutor")
"""Airflow 3 turns the second one into the first."""


def local_schedulers(airflow: Airflow) -> tuple[AirflowContainer, ...]:
    """The schedulers that run a LocalExecutor, alone or among others."""
    return tuple(
        scheduler
        for scheduler in airflow.running(Component.SCHEDULER)
        if any(name in (scheduler.settings.get("core", "executor").text or "") for name in NAMES)
    )


def unknown_executors(airflow: Airflow) -> tuple[str, ...]:
    """The facts that keep us from knowing a scheduler's executor."""
    settings = (found.settings.get("core", "executor") for found in airflow.running(Component.SCHEDULER))
    return tuple(
        f"the executor: {setting.value.fact if isinstance(setting.value, Undetermined) else setting.value}"
        for setting in settings
        if setting.text is None
    )


def has_peer(scheduler: AirflowContainer, replicas: Replicas | None) -> bool:
    """Whether another scheduler may run while this one ends: a replica, or the next one of a rollout."""
    if replicas is None:
        return False
    if replicas.maximum > 1:
        return True
    if scheduler.workload.kind != "Deployment":
        return False
    rollout = semantics.rolling_update(scheduler.workload.resource.body, replicas.maximum)
    return rollout is not None and rollout.max_surge > 0
