"""Which changes does the cluster await already, without what is new in this revision?"""

from collections.abc import Sequence
from dataclasses import replace

from airkust.diff.change import Change
from airkust.diff.comparison import Comparison, ObjectDiff


def with_standing(head: Comparison, base: Sequence[ObjectDiff]) -> Comparison:
    """The comparison of a revision, where changes that its base brings as well are marked.

    Args:
        head: What this revision would do.
        base: What the revision before it would do to the same cluster.
    """
    before = {each.id: each.changes for each in base}
    objects = tuple(_marked(each, before.get(each.id, ())) for each in head.objects)
    return Comparison(head.input, head.against, objects, head.impacts, head.settings, head.errors)


def _marked(each: ObjectDiff, base: tuple[Change, ...]) -> ObjectDiff:
    known = {change.path: change for change in base}
    changes = tuple(
        replace(change, standing=True) if _same(change, known.get(change.path)) else change
        for change in each.changes
    )
    return replace(each, changes=changes)


def _same(change: Change, other: Change | None) -> bool:
    return other is not None and (change.kind, change.after) == (other.kind, other.after)
