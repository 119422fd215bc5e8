"""Which pods are replaced, how, and how long does that take?"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from airkust.diff.comparison import Fate, ObjectDiff
from airkust.diff.impact import Gate, Impact, ImpactKind
from airkust.diff.impacts.rollout_time import Replacement, number, replacement
from airkust.diff.impacts.words import counted, joined, kubectl
from airkust.diff.rolled import template_changes
from airkust.model import tree
from airkust.model.commands import Component
from airkust.model.facts import said_in
from airkust.model.finding import Severity
from airkust.model.grace import grace_seconds
from airkust.model.local_executor import local_schedulers
from airkust.model.references import references
from airkust.model.rendering import Rendering
from airkust.model.resource import ResourceId
from airkust.model.workload import REPLICATED, Workload, workload_of

TOGETHER = (Component.SCHEDULER, Component.DAG_PROCESSOR, Component.TRIGGERER)
"""While none of these is ready, nothing is scheduled, no DAG is read and no trigger fires."""


def rollout_impacts(before: Rendering, after: Rendering, objects: Sequence[ObjectDiff]) -> Iterator[Impact]:
    """One consequence for each workload whose pod template changes, and for the task pods.

    Args:
        before: What is live.
        after: What would be.
        objects: The differences between them.
    """
    new = {each.id for each in objects if each.fate in (Fate.CREATED, Fate.RECREATED)}
    workloads = {workload.id: workload for workload in after.workloads}
    rolling = {}
    for each in objects:
        workload = workloads.get(each.id)
        if workload is None or each.fate is not Fate.CHANGED or not template_changes(each):
            continue
        because = tuple(_new_names(before, workload, new))
        if impact := _impact(before, after, workload, each, because):
            rolling[workload] = impact
            yield impact
            yield from _cut_off(after, workload, impact)
    yield from _together(after, rolling)
    yield from _task_pods(before, after)


def pods_of(before: Rendering, workload: Workload) -> int | None:
    """How many pods a workload runs: those it would keep, or a DaemonSet's nodes; None if not known."""
    live = before.by_id.get(workload.id)
    if workload.kind in REPLICATED:
        return number(tree.at(workload.resource.body, "spec", "replicas"), 1)
    if workload.kind == "DaemonSet":
        nodes = tree.at(live.body, "status", "desiredNumberScheduled") if live else None
        return nodes if isinstance(nodes, int) and not isinstance(nodes, bool) else None
    return None


def _impact(
    before: Rendering, after: Rendering, workload: Workload, of: ObjectDiff, because: tuple[ResourceId, ...]
) -> Impact | None:
    found = replacement(workload, pods_of(before, workload))
    if found is None:
        return _by_hand(workload, of, because)
    if found.pods == 0:
        message = "no pod runs now: the next one is made from the new template"
        return Impact(ImpactKind.ROLLOUT, workload.id, message, because=because)
    message = f"{_how(workload, found)}; {_ends(after, workload)}"
    severity = Severity.WARNING if found.outage else Severity.INFO
    return Impact(ImpactKind.ROLLOUT, workload.id, message, Gate.RESTART, severity, found.seconds, because)


def _how(workload: Workload, found: Replacement) -> str:
    pods = (
        "the pod of each node is" if found.pods is None else f"{counted(found.pods, 'pod')} {_be(found.pods)}"
    )
    several = found.pods is None or found.pods > 1
    pace = f" {_number(found.at_once)} at a time" if several and not found.outage else ""
    ordered = ", the highest ordinal first" if workload.kind == "StatefulSet" and several else ""
    first, then = ("each", "an old one ends") if several else ("the new one", "the old one ends")
    order = f"{first} starts before {then}"
    if found.first_ends:
        order = "each ends before its successor starts" if several else "it ends before the new one starts"
    if found.outage:
        order = "all end before a new one is ready, so that none serves meanwhile"
    pause = number(tree.at(workload.resource.body, "spec", "minReadySeconds"), 0)
    counts = f", and counts after {pause} s of being ready" if pause and not found.outage else ""
    return f"{pods} replaced{pace}{ordered}: {order}{counts}"


def _be(pods: int) -> str:
    return "is" if pods == 1 else "are"


def _number(at_once: int) -> str:
    return "one" if at_once == 1 else str(at_once)


def _ends(after: Rendering, workload: Workload) -> str:
    """What becomes of what the old pods do."""
    grace = grace_seconds(workload)
    if _runs_tasks(after, workload):
        return f"a task that takes longer than {grace} s from then on is cut off"
    return f"an old one has {grace} s to end"


def _runs_tasks(after: Rendering, workload: Workload) -> bool:
    """Whether tasks run inside the pods: in a Celery worker, or a scheduler with a LocalExecutor."""
    local = {scheduler.workload for scheduler in local_schedulers(after.airflow)}
    return Component.WORKER in after.airflow.components.get(workload, ()) or workload in local


def _cut_off(after: Rendering, workload: Workload, rollout: Impact) -> Iterator[Impact]:
    """Whether the site says that tasks take longer than a pod has to end."""
    grace, longest = grace_seconds(workload), after.facts.tasks.longest_seconds
    if rollout.gate and longest is not None and longest > grace and _runs_tasks(after, workload):
        yield Impact(
            ImpactKind.RISK,
            workload.id,
            f"a task may take {longest} s, as {said_in('tasks.longestSeconds')} says, and a pod that is "
            f"replaced has {grace} s: what does not end in that time is cut off",
            Gate.HA,
            Severity.WARNING,
            fix="pause the DAGs with long tasks first, or apply when none runs",
        )


def _by_hand(workload: Workload, of: ObjectDiff, because: tuple[ResourceId, ...]) -> Impact | None:
    """What happens where the new template reaches no pod by itself."""
    fix = ""
    match workload.kind:
        case "Deployment" if tree.at(workload.resource.body, "spec", "paused") is True:
            message = "is paused: no pod is replaced until somebody resumes it"
            fix = kubectl("rollout resume", workload.id)
        case "StatefulSet" | "DaemonSet":
            message = "updates OnDelete: each pod keeps the old template until somebody deletes it"
        case "CronJob":
            message = "the next run takes the new template; one that runs now keeps the old"
        case "ReplicaSet":
            message = "pods that run keep the old template; new ones take the new"
        case "Pod":
            images = any("image" in change.path for change in template_changes(of))
            message = "the containers with another image are restarted in place"
            return Impact(ImpactKind.ROLLOUT, workload.id, message, Gate.RESTART) if images else None
        case _:
            return None
    return Impact(ImpactKind.ROLLOUT, workload.id, message, because=because, fix=fix)


def _new_names(before: Rendering, workload: Workload, new: set[ResourceId]) -> Iterator[ResourceId]:
    """The ConfigMaps and Secrets under another name that the template is changed for."""
    live = before.by_id.get(workload.id)
    old = workload_of(live) if live else None
    known = {(each.kind, each.name) for each in references(old)} if old else set()
    seen = set()
    for each in references(workload):
        named = ResourceId(each.kind, each.name, workload.namespace)
        if named in new and (each.kind, each.name) not in known and named not in seen:
            seen.add(named)
            yield named


def _together(after: Rendering, rolling: Mapping[Workload, Impact]) -> Iterator[Impact]:
    """Whether all that keeps tasks going starts anew at once."""
    by_component: dict[Component, Workload] = {}
    for each in after.airflow.running(*TOGETHER):
        if each.workload in rolling and rolling[each.workload].gate:
            by_component.setdefault(each.component, each.workload)
    first = by_component.get(Component.SCHEDULER)
    if first is None or set(by_component) != set(TOGETHER):
        return
    others = _others(first, by_component.values())
    outage = any(rolling[workload].severity is Severity.WARNING for workload in by_component.values())
    yield Impact(
        ImpactKind.ROLLOUT,
        first.id,
        f"the {joined(TOGETHER)} start anew at the same time"
        + (
            ", and at least one of them is away meanwhile: nothing new is scheduled until all are ready"
            if outage
            else ""
        ),
        severity=Severity.WARNING if outage else Severity.INFO,
        because=others,
    )


def _others(first: Workload, workloads: Iterable[Workload]) -> tuple[ResourceId, ...]:
    return tuple(dict.fromkeys(each.id for each in workloads if each is not first))


def _task_pods(before: Rendering, after: Rendering) -> Iterator[Impact]:
    """What a changed template of the task pods does."""
    old = {each.path: each.workload for each in before.airflow.pod_templates}
    for each in after.airflow.pod_templates:
        was = old.get(each.path)
        if each.workload and was and was.template != each.workload.template:
            message = "task pods that run keep the old template; those made from now on take the new"
            because = () if was.id == each.workload.id else (was.id,)
            yield Impact(ImpactKind.ROLLOUT, each.workload.id, message, because=because)
