"""How does a result look to a test report of GitLab, Jenkins or Azure? A suite per input, a test per rule.

See: https://docs.gitlab.com/ci/testing/unit_test_reports/
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from airkust.model.finding import Finding, Severity
from airkust.model.result import CheckResult, Outcome
from airkust.report import words
from airkust.report.xml_text import attribute, text


@dataclass(frozen=True, slots=True)
class _Test:
    """One rule over one input."""

    name: str
    failures: tuple[Finding, ...]
    others: tuple[Finding, ...]
    skipped: str


def render(results: Sequence[CheckResult], *, fail_on: Severity = Severity.ERROR) -> str:
    """The report. Ends in a newline.

    Args:
        results: One per input.
        fail_on: Milder findings are said, but fail no test, as they do not fail the check.
    """
    suites = [(result.input, list(_tests(result, fail_on))) for result in results]
    tests = [test for _, each in suites for test in each]
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', f'<testsuites name="airkust"{_totals(tests)}>']
    for name, each in suites:
        lines.append(f'  <testsuite name="{attribute(name)}"{_totals(each)}>')
        for test in each:
            lines.extend(_case(test, name))
        lines.append("  </testsuite>")
    return "\n".join([*lines, "</testsuites>", ""])


def _tests(result: CheckResult, fail_on: Severity) -> Iterator[_Test]:
    counting = list(Severity)[: list(Severity).index(fail_on) + 1]
    reasons = {
        rule.rule: words.want(rule) if rule.outcome is Outcome.UNKNOWN else "; ".join(rule.reasons)
        for rule in result.rules
        if rule.outcome in (Outcome.UNKNOWN, Outcome.SKIP)
    }
    names = dict.fromkeys(rule.rule for rule in result.rules)
    names.update(dict.fromkeys(finding.rule for finding in result.findings))
    for name in names or ("every-object",):  # validation that finds nothing names no rule
        found = [finding for finding in result.findings if finding.rule == name]
        yield _Test(
            name,
            failures=tuple(finding for finding in found if finding.severity in counting),
            others=tuple(finding for finding in found if finding.severity not in counting),
            skipped=reasons.get(name, ""),
        )


def _totals(tests: Sequence[_Test]) -> str:
    failed = sum(bool(test.failures) for test in tests)
    skipped = sum(bool(test.skipped) for test in tests)
    return f' tests="{len(tests)}" failures="{failed}" errors="0" skipped="{skipped}"'


def _case(test: _Test, suite: str) -> Iterator[str]:
    opened = f'    <testcase classname="{attribute(suite)}" name="{attribute(test.name)}"'
    if not (test.failures or test.others or test.skipped):
        yield f"{opened}/>"
        return
    yield f"{opened}>"
    if test.failures:
        counts = ", ".join(text for _, text in words.severities(test.failures))
        worst = next(words.severities(test.failures))[0]
        yield f'      <failure message="{counts}" type="{worst}">{_told(test.failures)}</failure>'
    if test.skipped:
        yield f'      <skipped message="{attribute(test.skipped)}"/>'
    if test.others:
        yield f"      <system-out>{_told(test.others)}</system-out>"
    yield "    </testcase>"


def _told(findings: Sequence[Finding]) -> str:
    lines = []
    for finding in findings:
        lines += [f"{finding.severity}: {words.sentence(finding)}", f"  {words.place(finding)}"]
    lines += [f"fix: {fix}" for fix in dict.fromkeys(finding.fix for finding in findings) if fix]
    return text("\n".join(line for line in lines if line.strip()))
