"""Two columns: what is live, what would be, and never wider than the terminal."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.report.diff.comparisons import ALL, EVERY_KIND, NOW, SCHEDULER_CHANGED, hostile, of

from airkust.report.diff import side_by_side
from airkust.report.diff.columns import fitted

COLORS = re.compile(r"\x1b\[[0-9;]*m")


def test_what_changes_stands_side_by_side() -> None:
    assert side_by_side.render([of(SCHEDULER_CHANGED)], now=NOW, width=60) == (
        "in: compared with cluster prod (v1.37.1), read just now (2026-01-05 03:04 UTC)\n"
        "1 changed; 1 drifted by hand\n"
        "\n"
        "changed   Deployment/airflow-scheduler in airflow  overlays/ha-prod/scheduler.patch.yaml:12\n"
        "live                         | would be\n"
        "  namespace: airflow         |   namespace: airflow\n"
        "spec:                        | spec:\n"
        "  replicas: 3                ~   replicas: 2\n"
        "  template:                  |   template:\n"
        "    spec:                    |     spec:\n"
        "      containers:            |       containers:\n"
        "      - image: apache/airfl… ~       - image: apache/airfl…\n"
        "        name: airflow        |         name: airflow\n"
    )


def test_what_is_new_has_nothing_beside_it() -> None:
    assert f"\n{' ' * 58} > apiVersion: v1\n" in side_by_side.render([ALL], now=NOW)


def test_what_failed_says_why() -> None:
    said = side_by_side.render([ALL], now=NOW)
    assert (
        "error: 403 Forbidden: no permission to get pods\n\nerror: CronJob could not be listed: 500\n" in said
    )


def test_colours_change_nothing_but_the_colours() -> None:
    plain = [line.rstrip() for line in side_by_side.render(EVERY_KIND, now=NOW).splitlines()]
    colored = side_by_side.render(EVERY_KIND, now=NOW, color=True).splitlines()
    assert [COLORS.sub("", line).rstrip() for line in colored] == plain


@pytest.mark.parametrize(
    ("said", "width", "shown"),
    [
        ("abc", 5, "abc  "),
        ("abcdef", 5, "abcd…"),
        ("日本語", 6, "日本語"),
        ("日本語", 5, "日本…"),
        ("日本語", 4, "日… "),
        ("e\u0301a", 3, "e\u0301a "),
    ],
)
def test_a_column_is_filled_or_cut_by_cells(said: str, width: int, shown: str) -> None:
    assert fitted(said, width) == shown


@settings(deadline=None)
@given(st.text())
def test_no_text_drives_a_terminal(text: str) -> None:
    lines = side_by_side.render([hostile(text)], now=NOW).split("\n")
    assert [line for line in lines if not line.isprintable()] == []
