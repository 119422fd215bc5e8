"""How does a result look as a comment on a pull request?"""

from collections.abc import Iterator, Sequence

from airkust.model.finding import Finding, Severity
from airkust.model.result import CheckResult
from airkust.report import words
from airkust.report.markup import code, cut, plain
from airkust.report.page import Page

COMMENT = 65_536
"""What GitHub takes in one comment. GitLab takes more."""

COLUMNS = ("severity", "rule", "object", "finding", "where")


def render(results: Sequence[CheckResult], *, limit: int = COMMENT) -> str:
    """A table of the inputs, then one of the findings of each, then how to mend them. Ends in a newline.

    Args:
        results: One per input.
        limit: The most bytes to write: what does not fit is counted in the last line.
    """
    page = Page(limit)
    page.lines("## airkust", "")
    page.table(("input", *Severity, "waived", "baseline", "undecided"), map(_summary, results), "input")
    for result in results:
        ordered = sorted(result.findings, key=lambda finding: list(Severity).index(finding.severity))
        if ordered:
            page.heading(f"### {plain(result.input)}")
            page.table(COLUMNS, map(_row, ordered), "finding")
    _list(page, "How to mend them", _fixes(results), "hint")
    _list(page, "Not counted", _waived(results), "waiver")
    _list(page, "Found no more, but in the baseline", _gone(results), "known finding")
    _list(page, "Undecided", _undecided(results), "undecided rule")
    return page.text()


def _summary(result: CheckResult) -> tuple[str, ...]:
    numbers = (
        *(result.count(severity) for severity in Severity),
        len(result.waived),
        len(result.baselined),
        len(list(words.undecided(result))),
    )
    return (plain(result.input), *map(str, numbers))


def _row(finding: Finding) -> tuple[str, ...]:
    place = [code(part) for part in (str(finding.source or ""), finding.field) if part]
    return (
        finding.severity,
        code(finding.rule),
        code(str(finding.subject)),
        plain(cut(finding.message)),
        " ".join(place),
    )


def _list(page: Page, heading: str, items: Iterator[str], what: str) -> None:
    lines = [f"- {item}" for item in items]
    if lines:
        page.heading(f"### {heading}")
        page.items(lines, what)


def _fixes(results: Sequence[CheckResult]) -> Iterator[str]:
    fixes = {(each.rule, each.fix): None for result in results for each in result.findings if each.fix}
    return (f"{code(rule)}: {plain(cut(fix))}" for rule, fix in sorted(fixes))


def _waived(results: Sequence[CheckResult]) -> Iterator[str]:
    for result in results:
        for waived in result.waived:
            finding, waiver = waived.finding, waived.waiver
            why = f"{plain(cut(waiver.reason))} (allowed by {code(waiver.owner)} until {waiver.until})"
            yield f"{code(finding.rule)} of {code(str(finding.subject))}: {why}"


def _gone(results: Sequence[CheckResult]) -> Iterator[str]:
    for result in results:
        for entry in result.gone:
            what = f"{code(entry.rule)} of {code(entry.subject)} {code(entry.field)}".rstrip()
            yield f"{plain(result.input)}: {what}"


def _undecided(results: Sequence[CheckResult]) -> Iterator[str]:
    for result in results:
        for rule in words.undecided(result):
            yield f"{plain(result.input)}: {code(rule.rule)} {plain(cut(words.want(rule)))}"
