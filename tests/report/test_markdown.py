"""What a pull request shows: tables that hold whatever the text is, and never more than a comment takes."""

import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.report.results import ALLOWED, CLEAN, EVERY_KIND, FAILED, finding, hostile

from airkust.model.result import CheckResult
from airkust.report import markdown

MANY = CheckResult(
    "in", 1, tuple(replace(finding(), message=f"is number {n} {'ü' * 50}") for n in range(999))
)


def cells(line: str) -> int:
    """How many cells a row of a table has, for GitHub."""
    return len(re.findall(r"(?<!\\)\|", line)) - 1


def test_the_first_table_sums_up() -> None:
    assert markdown.render(EVERY_KIND).splitlines()[2:8] == [
        "| input | error | warning | info | waived | baseline | undecided |",
        "| --- | --- | --- | --- | --- | --- | --- |",
        "| overlays/dev | 0 | 0 | 0 | 0 | 0 | 0 |",
        "| overlays/prod | 2 | 1 | 0 | 0 | 0 | 1 |",
        "| - | 0 | 1 | 0 | 0 | 0 | 0 |",
        "| overlays/old | 0 | 0 | 0 | 1 | 1 | 0 |",
    ]


def test_a_finding_is_a_row() -> None:
    assert (
        "| error | `single-replica` | `Deployment/airflow-scheduler` | runs alone "
        "| `base/deployment.yaml:7` `spec.replicas` |\n" in markdown.render([FAILED])
    )


def test_each_fix_is_said_once() -> None:
    assert markdown.render([FAILED]).count("- `single-replica`: Run two.\n") == 1


def test_what_is_allowed_says_why() -> None:
    assert (
        "- `single-replica` of `Deployment/airflow-scheduler`: the license allows one "
        "(allowed by `data-team` until 2027-01-31)\n" in markdown.render([ALLOWED])
    )


def test_what_is_gone_is_said() -> None:
    assert "- overlays/old: `missing-migration` of `Job/airflow-migrate`\n" in markdown.render([ALLOWED])


def test_a_clean_input_is_one_table() -> None:
    assert len(markdown.render([CLEAN]).splitlines()) == 5


def test_code_stays_code_and_the_rest_is_no_markup() -> None:
    found = replace(finding(), message="says `a_b|c` but *not* <b> | ~x~ [y](z)")
    row = markdown.render([CheckResult("in", 1, (found,))])
    assert r"says `a_b\|c` but \*not\* &lt;b&gt; \| \~x\~ \[y\](z)" in row


def test_nobody_is_called() -> None:
    found = replace(finding(), message="@team runs a@sha256:1 for @b_c")
    row = markdown.render([CheckResult("in", 1, (found,))])
    assert r"@<!-- -->team runs a@sha256:1 for @<!-- -->b\_c" in row


@settings(deadline=None)
@given(st.text())
def test_no_text_breaks_a_table(text: str) -> None:
    rows = [line for line in markdown.render([hostile(text)]).split("\n") if line.startswith("| ")]
    assert {cells(row) for row in rows} <= {5, 7}


def test_a_comment_takes_it_and_the_rest_is_counted() -> None:
    page = markdown.render([MANY])
    rows = page.count("| error | `single-replica`")
    assert len(page.encode()) <= markdown.COMMENT
    assert page.splitlines()[-1] == (
        f"_Left out, for want of room: {999 - rows} findings, 1 hint. `airkust check` shows them all._"
    )


@pytest.mark.parametrize("limit", range(500, 3000, 83))
def test_it_is_never_longer_than_asked_for(limit: int) -> None:
    assert len(markdown.render([MANY], limit=limit).encode()) <= limit


def test_a_very_long_message_is_cut() -> None:
    found = replace(finding(), message="a" * 100_000)
    assert f"{'a' * 999}… |" in markdown.render([CheckResult("in", 1, (found,))])
