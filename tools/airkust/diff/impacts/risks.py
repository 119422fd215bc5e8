"""Which changes of Airflow itself put running tasks or its data at risk?"""

from collections.abc import Iterator, Sequence

from airkust.diff.comparison import Fate, ObjectDiff
from airkust.diff.effective import Effective, effective
from airkust.diff.impact import Gate, Impact, ImpactKind
from airkust.diff.impacts.words import joined
from airkust.model.airflow import Airflow, AirflowContainer
from airkust.model.commands import CORE, Component
from airkust.model.finding import Severity
from airkust.model.metadata_database import connection
from airkust.model.redundant import redundant
from airkust.model.rendering import Rendering
from airkust.model.resource import ResourceId

ENOUGH = 2


def risk_impacts(before: Rendering, after: Rendering, objects: Sequence[ObjectDiff]) -> Iterator[Impact]:
    """What a person should know before applying; none where nothing of Airflow runs yet.

    Args:
        before: What is live.
        after: What would be.
        objects: The differences between them.
    """
    if not before.airflow.containers:
        return
    unread = {each.id for each in objects if each.fate is Fate.FAILED}
    yield from (each for each in _replicas(before, after) if each.subject not in unread)
    yield from _executor(before.airflow, after.airflow)
    yield from _database(before, after)
    yield from _broker(before, after)


def _replicas(before: Rendering, after: Rendering) -> Iterator[Impact]:
    """What ran in several replicas and would run in fewer than two."""
    there = {workload.id: workload for workload in after.workloads}
    for was in redundant(before):
        workload = there.get(was.workload.id)
        size = after.replicas(workload) if workload else None
        if workload is None or size is None or size.minimum >= ENOUGH:
            continue
        rule = "single-pooler" if was.components == ("pooler",) else "single-replica"
        yield Impact(
            ImpactKind.RISK,
            size.owner,
            f"the {was.names} goes from {was.number} to {size.minimum}: with its pod or its node it is away",
            Gate.HA,
            Severity.ERROR,
            because=() if size.owner == workload.id else (workload.id,),
            rule=rule,
            fix=f"keep {size.field} at {ENOUGH} or more",
        )


def _executor(before: Airflow, after: Airflow) -> Iterator[Impact]:
    old, new = before.executors, after.executors
    schedulers = after.running(Component.SCHEDULER)
    if not old or not new or not schedulers or set(old) <= set(new):
        return  # one that is added takes nothing away
    gone = [name for name in old if name not in new]
    yield Impact(
        ImpactKind.RISK,
        schedulers[0].workload.id,
        f"runs {joined(new)} instead of {joined(old)}: tasks that {joined(gone)} has queued or runs are not "
        "looked after, and fail or are started again",
        Gate.HA,
        Severity.WARNING,
        fix="pause the DAGs and let running tasks end first",
    )


def _database(before: Rendering, after: Rendering) -> Iterator[Impact]:
    """Whether components find another metadata database."""
    moved = dict(_moved(before, after))
    if moved:
        first, *rest = moved
        yield Impact(
            ImpactKind.RISK,
            first,
            f"connects to the metadata database in another way{moved[first]}: while some components have the "
            "old one, they may work on two databases",
            Gate.HA,
            Severity.WARNING,
            because=tuple(rest),
            fix="if it is another database, stop all components first and move the data",
        )


def _moved(before: Rendering, after: Rendering) -> Iterator[tuple[ResourceId, str]]:
    """The workloads that connect in another way, and where to, as the end of a sentence."""
    for old, new in _both(before, after):
        was, would_be = connection(old.settings), connection(new.settings)
        if was.host and would_be.host:
            if (was.host, was.port) != (would_be.host, would_be.port):
                yield new.workload.id, f": {would_be.host} instead of {was.host}"
        elif _other(
            effective(before, old.settings, was.setting), effective(after, new.settings, would_be.setting)
        ):
            yield new.workload.id, ""


def _broker(before: Rendering, after: Rendering) -> Iterator[Impact]:
    """Whether Celery would take its tasks from somewhere else."""
    for old, new in _both(before, after, Component.WORKER):
        was = effective(before, old.settings, old.settings.get("celery", "broker_url"))
        would_be = effective(after, new.settings, new.settings.get("celery", "broker_url"))
        if _other(was, would_be):
            yield Impact(
                ImpactKind.RISK,
                new.workload.id,
                "takes tasks from another broker: those that wait in the old one are not run until the "
                "scheduler gives them up",
                Gate.HA,
                Severity.WARNING,
                fix="pause the DAGs and let the queue run empty first",
            )
            return


def _other(before: Effective, after: Effective) -> bool:
    return before.known and after.known and before.identity != after.identity


def _both(
    before: Rendering, after: Rendering, *components: Component
) -> Iterator[tuple[AirflowContainer, AirflowContainer]]:
    """The containers that run a component in both, by the name of their workload."""
    judged = components or (*CORE, Component.WORKER, Component.WEBSERVER)
    live = {(each.component, each.workload.id): each for each in before.airflow.running(*judged)}
    for new in after.airflow.running(*judged):
        if old := live.get((new.component, new.workload.id)):
            yield old, new
