"""Which changes are marked as awaited already?"""

from datetime import UTC, datetime

from airkust.diff.change import Change, ChangeKind
from airkust.diff.comparison import Against, Comparison, Fate, ObjectDiff
from airkust.diff.standing import with_standing
from airkust.model.resource import ResourceId

ID = ResourceId("Deployment", "a", "airflow", "apps")


def diff(after: object) -> ObjectDiff:
    return ObjectDiff(ID, Fate.CHANGED, (Change(("spec", "replicas"), ChangeKind.CHANGED, 1, after),))


def marked(head: object, *base: ObjectDiff) -> bool:
    """Whether a change to a value is marked, beside what the base would do."""
    against = Against("lab", "", datetime(2026, 1, 1, tzinfo=UTC))
    found = with_standing(Comparison("overlay", against, (diff(head),)), base)
    return found.objects[0].changes[0].standing


def test_a_change_the_base_brings_as_well_is_marked() -> None:
    assert marked(2, diff(2))


def test_another_value_is_this_change() -> None:
    assert not marked(3, diff(2))


def test_a_change_the_base_does_not_bring_is_this_change() -> None:
    assert not marked(2)
