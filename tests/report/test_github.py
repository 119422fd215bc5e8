"""What GitHub Actions reads from a log: commands, one on a line, with nothing that could end them early."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.report.results import ALLOWED, CLEAN, EVERY_KIND, FAILED, finding, hostile

from airkust.model.resource import Source
from airkust.model.result import CheckResult, Outcome, RuleResult
from airkust.report import github


def test_a_finding_is_an_annotation_of_its_line() -> None:
    assert github.render([FAILED]).splitlines()[0] == (
        "::error file=base/deployment.yaml,line=7,title=single-replica"
        "::Deployment/airflow-scheduler runs alone%0Afix: Run two."
    )


def test_errors_come_first_for_github_shows_ten() -> None:
    commands = [line.split()[0] for line in github.render(EVERY_KIND).splitlines() if line[:2] == "::"]
    assert commands == ["::error", "::error", "::warning", "::warning", "::notice"]


def test_the_undecided_rules_of_an_input_are_one_notice() -> None:
    rules = tuple(RuleResult(name, Outcome.UNKNOWN, ("Secret/a",)) for name in ("a-rule", "b-rule"))
    assert github.render([CheckResult("in", 1, (), rules)]).splitlines()[0] == (
        "::notice title=in%3A 2 rules undecided::a-rule cannot be decided without Secret/a%0A"
        "b-rule cannot be decided without Secret/a"
    )


def test_the_last_line_is_for_people() -> None:
    assert (github.render([CLEAN]), github.render([FAILED]).splitlines()[-1]) == (
        "airkust: no findings\n",
        "airkust: 2 errors, 1 warning",
    )


def test_what_does_not_count_is_not_said() -> None:
    assert github.render([ALLOWED]) == "airkust: no findings\n"


def test_what_would_end_a_property_or_a_message_is_escaped() -> None:
    found = replace(finding(), source=Source("a,b:c%.yaml"), message="50%\r\nmore: a,b", fix="")
    assert github.render([CheckResult("in", 1, (found,))]).splitlines()[0] == (
        "::error file=a%2Cb%3Ac%25.yaml,title=single-replica"
        "::Deployment/airflow-scheduler 50%25%0D%0Amore: a,b"
    )


@pytest.mark.parametrize("file", ["-", "https://git.example/base//deployment.yaml?ref=v1"])
def test_a_file_github_does_not_have_is_not_named(file: str) -> None:
    found = replace(finding(), source=Source(file, 3))
    assert github.render([CheckResult("in", 1, (found,))]).startswith("::error title=single-replica::")


@settings(deadline=None)
@given(st.text())
def test_no_text_makes_a_second_command(text: str) -> None:
    assert len(github.render([hostile(text)]).split("\n")) == 4
