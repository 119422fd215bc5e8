"""Who loses what they changed by hand."""

from datetime import UTC, datetime

from airkust.diff.change import Cause, CauseKind, Change, ChangeKind
from airkust.diff.comparison import Fate, ObjectDiff
from airkust.diff.impact import Gate, Impact
from airkust.diff.impacts.drift import drift_impacts
from airkust.model.resource import ResourceId

AT = datetime(2026, 11, 26, 19, 51, tzinfo=UTC)


def drift(*fields: str, manager: str = "kubectl-edit", at: datetime | None = AT) -> tuple[Change, ...]:
    cause = Cause(CauseKind.DRIFT, manager, at)
    return tuple(Change(("spec", field), ChangeKind.CHANGED, cause=cause) for field in fields)


def impacts(*changes: Change) -> list[Impact]:
    return [*drift_impacts([ObjectDiff(ResourceId("Deployment", "x"), Fate.CHANGED, changes)])]


def test_drift_says_who_when_and_what() -> None:
    [impact] = impacts(*drift("a", "b"))
    assert impact.message == (
        "kubectl edit (last write 2026-11-26 19:51 UTC) changed spec.a and spec.b; "
        "applying this takes it back"
    )


def test_drift_fails_its_gate() -> None:
    assert [impact.gate for impact in impacts(*drift("a"))] == [Gate.DRIFT]


def test_two_people_are_named_in_one_impact() -> None:
    [impact] = impacts(*drift("a"), *drift("b", manager="", at=None))
    assert "and somebody changed spec.b" in impact.message


def test_many_fields_are_counted() -> None:
    [impact] = impacts(*drift(*"abcdefgh"))
    assert "spec.e and 3 more" in impact.message


def test_what_git_changed_is_no_drift() -> None:
    assert impacts(Change(("a",), ChangeKind.CHANGED, cause=Cause(CauseKind.GIT))) == []


def test_a_change_without_a_cause_is_no_drift() -> None:
    assert impacts(Change(("a",), ChangeKind.CHANGED)) == []
