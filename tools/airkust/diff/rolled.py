"""Which workloads get another pod template, so that their pods are replaced?"""

from collections.abc import Iterable

from airkust.diff.change import Change
from airkust.diff.comparison import Fate, ObjectDiff
from airkust.model import tree
from airkust.model.resource import ResourceId
from airkust.model.workload import TEMPLATE_PATHS


def template_changes(of: ObjectDiff) -> tuple[Change, ...]:
    """The changes of an object that reach its pod template; () for a kind without one."""
    path = TEMPLATE_PATHS.get(of.id.kind)
    return () if path is None else tuple(each for each in of.changes if _reaches(each, path))


def restarted(objects: Iterable[ObjectDiff]) -> frozenset[ResourceId]:
    """What makes new pods: its template changes, or it is made anew itself."""
    return frozenset(
        each.id
        for each in objects
        if each.id.kind in TEMPLATE_PATHS
        and (each.fate in (Fate.CREATED, Fate.RECREATED) or template_changes(each))
    )


def _reaches(change: Change, path: tuple[str, ...]) -> bool:
    """Whether a change is inside of what stands at a path, or replaces it."""
    if len(change.path) >= len(path):
        within: bool = change.path[: len(path)] == path
        return within and (bool(path) or change.path[:1] == ("spec",))  # of a Pod nothing else restarts it
    inside = path[len(change.path) :]
    above = path[: len(change.path)] == change.path
    return above and tree.at(change.before, *inside) != tree.at(change.after, *inside)
