"""Counts, ages and causes: short, exact, and with the time nobody has to work out."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from tests.report.diff.comparisons import ALL, DRIFT, LIVE, NOW, SAME, SNAPSHOT, changed, of

from airkust.diff.change import Cause, CauseKind
from airkust.report.diff import words


@pytest.mark.parametrize(
    ("ago", "said"),
    [
        ({"seconds": 59}, "just now"),
        ({"minutes": 1}, "1 minute ago"),
        ({"hours": 23, "minutes": 59}, "23 hours ago"),
        ({"days": 3, "hours": 5}, "3 days ago"),
        ({"days": 800}, "2 years ago"),
        ({"seconds": -30}, "just now"),
        ({"hours": -2}, "in the future"),
    ],
)
def test_an_age_is_said_in_its_largest_unit(ago: dict[str, int], said: str) -> None:
    assert words.age(NOW - timedelta(**ago), NOW) == said


def test_a_time_without_a_zone_is_utc() -> None:
    assert words.moment(datetime(2026, 1, 5, 2, 4), NOW) == "1 hour ago (2026-01-05 02:04 UTC)"  # noqa: DTZ001


def test_a_time_elsewhere_is_said_in_utc() -> None:
    tokyo = timezone(timedelta(hours=9))
    assert words.utc(datetime(2026, 1, 5, 9, tzinfo=tokyo)) == "2026-01-05 00:00 UTC"


@pytest.mark.parametrize(
    ("cause", "said"),
    [
        (DRIFT, "drift: kubectl edit, 3 days ago (2026-01-02 03:04 UTC)"),
        (Cause(CauseKind.GIT, "kubectl", NOW), "git"),
        (Cause(CauseKind.CONFLICT, "argocd-controller"), "conflict: argocd-controller"),
        (Cause(CauseKind.DEFAULT), "default"),
        (Cause(CauseKind.UNKNOWN, note="no managedFields"), "cause unknown; no managedFields"),
        (Cause(CauseKind.DRIFT, "kubectl-client-side-apply"), "drift: kubectl apply"),
        (None, ""),
    ],
)
def test_a_cause_names_who_and_when(cause: Cause | None, said: str) -> None:
    assert words.cause(changed(1, 2, cause=cause), NOW) == said


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        ((5, 5), "5 s"),
        ((0.4, 119), "0 s to 119 s"),
        ((90, 1800), "90 s to 30 min"),
        ((60, 9000), "60 s to 2.5 h"),
    ],
)
def test_a_duration_is_a_range(seconds: tuple[float, float], said: str) -> None:
    assert words.duration(seconds) == said


def test_a_live_cluster_is_named_with_its_version() -> None:
    said = "cluster prod (v1.37.1), read just now (2026-01-05 03:04 UTC)"
    assert words.against(of(), NOW + timedelta(seconds=2)) == said


def test_a_snapshot_is_named_with_its_age() -> None:
    assert words.against(ALL, NOW) == (
        "snapshot prod.snapshot of prod (v1.37.1), taken 3 days ago (2026-01-02 03:04 UTC); base main"
    )
    assert (LIVE.snapshot, SNAPSHOT.at.tzinfo) == ("", UTC)


def test_the_summary_counts() -> None:
    assert words.summary(ALL) == (
        "1 recreated, 2 changed, 1 created, 1 orphaned, 1 failed, 1 same; 1 restarts; "
        "1 drifted by hand; incomplete"
    )


def test_nothing_to_do_is_said_first() -> None:
    assert (words.summary(SAME), words.summary(of())) == (
        "no differences; 2 same",
        "no differences; no objects",
    )
