"""What was there before does not count, and what is gone is said; a file keeps it."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from airkust.errors import InputError
from airkust.model.baseline import Accepted, accepted, without_accepted
from airkust.model.finding import Finding, Severity
from airkust.model.fingerprint import Fingerprint
from airkust.model.resource import ResourceId
from airkust.model.result import CheckResult, Outcome, RuleResult
from airkust.parse.baseline import read_baseline
from airkust.report import baseline


def result(*names: str, outcome: Outcome = Outcome.FAIL, rule: str = "a-rule") -> CheckResult:
    findings = tuple(
        Finding(rule, Severity.ERROR, ResourceId("Pod", name), "is bad", "", "", None) for name in names
    )
    return CheckResult("in", 1, findings, (RuleResult(rule, outcome),))


def names(findings: tuple[Finding, ...]) -> list[str]:
    return [finding.subject.name for finding in findings]


def test_only_what_is_new_counts() -> None:
    left = without_accepted(result("a", "b"), "in", accepted(result("a"), "in"))
    assert (names(left.findings), names(left.baselined)) == (["b"], ["a"])


def test_a_rule_with_nothing_new_is_skipped_and_not_passed() -> None:
    left = without_accepted(result("a"), "in", accepted(result("a"), "in"))
    assert left.rules == (RuleResult("a-rule", Outcome.SKIP, ("1 finding in the baseline",)),)


def test_what_is_found_no_more_is_gone() -> None:
    left = without_accepted(result("a"), "in", accepted(result("a", "b"), "in"))
    assert [entry.subject for entry in left.gone] == ["Pod/b"]


@pytest.mark.parametrize(
    "now", [result(outcome=Outcome.UNKNOWN), result(rule="another-rule")], ids=["undecided", "not run"]
)
def test_what_no_rule_looked_for_is_not_gone(now: CheckResult) -> None:
    assert without_accepted(now, "in", accepted(result("a"), "in")).gone == ()


def test_another_inputs_entries_hide_nothing_and_are_not_gone() -> None:
    left = without_accepted(result("a"), "in", accepted(result("a", "b"), "out"))
    assert (names(left.findings), left.gone) == (["a"], ())


ENTRIES = st.frozensets(
    st.builds(
        Accepted,
        st.text(st.characters(codec="utf-8")),
        st.builds(Fingerprint, *[st.text(st.characters(codec="utf-8"))] * 4),
    )
)


@settings(deadline=None)
@given(ENTRIES)
def test_what_is_written_is_read_again(entries: frozenset[Accepted]) -> None:
    assert read_baseline(baseline.render(entries).encode(), "b.json") == entries


def test_a_finding_is_a_line_and_the_lines_are_sorted() -> None:
    assert baseline.render(accepted(result("b", "a"), "in")) == (
        '{"schema": "airkust/baseline/v1", "findings": [\n'
        '  {"input": "in", "rule": "a-rule", "subject": "Pod/a", "field": "", "message": "is bad"},\n'
        '  {"input": "in", "rule": "a-rule", "subject": "Pod/b", "field": "", "message": "is bad"}\n'
        "]}\n"
    )


@pytest.mark.parametrize(
    "document",
    ["", "[]", "\ufeff{}", '{"schema": "airkust/check/v1"}', "[" * 100_000]
    + [
        json.dumps({"schema": "airkust/baseline/v1", "findings": findings})
        for findings in (None, [1], [{"input": "in"}], [{"input": 1}])
    ],
    ids=range(9),
)
def test_anything_else_is_no_baseline(document: str) -> None:
    with pytest.raises(InputError, match=r"^b\.json: not a baseline: ") as refused:
        read_baseline(document.encode(), "b.json")
    assert refused.value.hint == "`airkust check --write-baseline b.json` writes one"
