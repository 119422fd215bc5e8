"""Which running pods keep an old value of a ConfigMap or Secret that is changed in place?

Sources: https://kubernetes.io/docs/concepts/configuration/configmap/ on variables and subPath, Airflow's
`kubernetes_executor_utils.py`, which reads the template of the task pods for each of them, and its
`configuration.py`, which reads airflow.cfg once.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence

from airkust.diff.comparison import Fate, ObjectDiff
from airkust.diff.impact import Impact, ImpactKind
from airkust.diff.impacts.words import joined, kubectl
from airkust.diff.pairing import GENERATED
from airkust.diff.rolled import restarted
from airkust.diff.uses import Use, uses
from airkust.model import tree
from airkust.model.finding import Severity
from airkust.model.index import same_namespace
from airkust.model.rendering import Rendering
from airkust.model.resource import ResourceId
from airkust.model.rollouts import RELOADER
from airkust.model.workload import Workload

PARTS = ("data", "binaryData", "stringData")
RUNS_ON = frozenset({"DaemonSet", "Deployment", "Pod", "ReplicaSet", "StatefulSet"})
RESTARTABLE = frozenset({"DaemonSet", "Deployment", "StatefulSet"})
READ_AT_START = ("airflow.cfg", "webserver_config.py")
"""Files that Airflow reads once, so that it does not help that the kubelet renews them."""


def stale_impacts(after: Rendering, objects: Sequence[ObjectDiff]) -> Iterator[Impact]:
    """One consequence for each workload that is not restarted though what configures it changes.

    Args:
        after: What would be.
        objects: The differences.
    """
    changed = {each.id: keys for each in objects if (keys := _changed_keys(each))}
    if not changed:
        return
    new = restarted(objects)
    for workload in after.workloads:
        if workload.id not in new and workload.kind in RUNS_ON and not _reloaded(workload):
            yield from _impacts(after, workload, changed)
    for workload in dict.fromkeys(after.airflow.task_pods):
        if taken := _taken(workload, changed):
            message = f"task pods that run keep the old {joined(taken)}; those made from now on take the new"
            yield Impact(ImpactKind.STALE, workload.id, message, because=_without(workload.id, taken))


def _changed_keys(of: ObjectDiff) -> frozenset[str]:
    """The keys whose content changes while the name stays."""
    if of.id.kind not in GENERATED or of.fate not in (Fate.CHANGED, Fate.RECREATED):
        return frozenset()
    keys: set[str] = set()
    for change in of.changes:
        match change.path:
            case (str(part), str(key), *_) if part in PARTS:
                keys.add(key)
            case (str(part),) if part in PARTS:
                before, after = tree.mapping(change.before), tree.mapping(change.after)
                keys.update(key for key in {**before, **after} if before.get(key) != after.get(key))
    return frozenset(keys)


def _impacts(
    after: Rendering, workload: Workload, changed: Mapping[ResourceId, Collection[str]]
) -> Iterator[Impact]:
    airflow = workload in after.airflow.components
    fixed: list[ResourceId] = []
    renewed: list[ResourceId] = []
    for of, (keys, ways) in _taken(workload, changed).items():
        once = airflow and any(key in READ_AT_START for key in keys)
        (renewed if ways == {Use.VOLUME} and not once else fixed).append(of)
    if fixed:
        yield Impact(
            ImpactKind.STALE,
            workload.id,
            f"its pods keep the old values of {joined(fixed)} until they are restarted",
            severity=Severity.WARNING,
            because=tuple(fixed),
            fix=_restart(workload),
        )
    if renewed:
        yield Impact(
            ImpactKind.STALE,
            workload.id,
            f"the files of {joined(renewed)} are renewed in its pods within a minute or two; a program that "
            "reads them at its start only keeps the old ones",
            because=tuple(renewed),
        )


def _taken(
    workload: Workload, changed: Mapping[ResourceId, Collection[str]]
) -> Mapping[ResourceId, tuple[Collection[str], frozenset[Use]]]:
    """What of the changed objects a workload takes in: the keys, and how."""
    return {
        of: (keys, ways)
        for of, keys in changed.items()
        if same_namespace(of.namespace, workload.namespace) and (ways := uses(workload, of, keys))
    }


def _restart(workload: Workload) -> str:
    if workload.kind in RESTARTABLE:
        return kubectl("rollout restart", workload.id)
    return kubectl("delete", workload.id) if workload.kind == "Pod" else ""


def _reloaded(workload: Workload) -> bool:
    """Whether a controller restarts the pods when what they name changes."""
    return any(RELOADER in key for key in (*workload.pod_annotations, *workload.resource.annotations))


def _without(subject: ResourceId, taken: Collection[ResourceId]) -> tuple[ResourceId, ...]:
    return tuple(each for each in taken if each != subject)
