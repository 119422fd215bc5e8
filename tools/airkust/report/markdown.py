"""How does a result look as a comment on a pull request?"""

import re
from collections.abc import Iterator, Sequence

from airkust.model.finding import Finding, Severity
from airkust.model.result import CheckResult
from airkust.report import words
from airkust.report.page import Page

COMMENT = 65_536
"""What GitHub takes in one comment. GitLab takes more."""

MESSAGE = 1_000
"""Characters of one message: a table of longer ones is not read anyway."""

MENTION = re.compile(r"(?<!\w)@(?=\w)")
"""Would call somebody each time the comment is written."""

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
            page.heading(f"### {_text(result.input)}")
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
    return (_text(result.input), *map(str, numbers))


def _row(finding: Finding) -> tuple[str, ...]:
    place = [_code(part) for part in (str(finding.source or ""), finding.field) if part]
    return (
        finding.severity,
        _code(finding.rule),
        _code(str(finding.subject)),
        _text(_cut(finding.message)),
        " ".join(place),
    )


def _list(page: Page, heading: str, items: Iterator[str], what: str) -> None:
    lines = [f"- {item}" for item in items]
    if lines:
        page.heading(f"### {heading}")
        page.items(lines, what)


def _fixes(results: Sequence[CheckResult]) -> Iterator[str]:
    fixes = {(each.rule, each.fix): None for result in results for each in result.findings if each.fix}
    return (f"{_code(rule)}: {_text(_cut(fix))}" for rule, fix in sorted(fixes))


def _waived(results: Sequence[CheckResult]) -> Iterator[str]:
    for result in results:
        for waived in result.waived:
            finding, waiver = waived.finding, waived.waiver
            why = f"{_text(_cut(waiver.reason))} (allowed by {_code(waiver.owner)} until {waiver.until})"
            yield f"{_code(finding.rule)} of {_code(str(finding.subject))}: {why}"


def _gone(results: Sequence[CheckResult]) -> Iterator[str]:
    for result in results:
        for entry in result.gone:
            what = f"{_code(entry.rule)} of {_code(entry.subject)} {_code(entry.field)}".rstrip()
            yield f"{_text(result.input)}: {what}"


def _undecided(results: Sequence[CheckResult]) -> Iterator[str]:
    for result in results:
        for rule in words.undecided(result):
            yield f"{_text(result.input)}: {_code(rule.rule)} {_text(_cut(words.want(rule)))}"


def _cut(text: str) -> str:
    return text if len(text) <= MESSAGE else text[: MESSAGE - 1] + "…"


def _text(text: str) -> str:
    """Text that means nothing to Markdown, on one line, also inside a table; pairs of backticks are code."""
    parts = " ".join(text.split()).split("`")
    if len(parts) % 2 == 0:  # one is left alone
        return _plain("`".join(parts))
    return "".join(_code(part) if number % 2 else _plain(part) for number, part in enumerate(parts))


def _plain(text: str) -> str:
    entities = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    escaped = re.sub(r"([\\`*_\[\]|~])", r"\\\1", entities)
    return MENTION.sub("@<!-- -->", escaped)


def _code(text: str) -> str:
    """The same as code: a fence longer than any row of backticks inside, and no bare `|`."""
    plain = " ".join(text.split()).replace("|", r"\|")
    longest = max((len(row) for row in re.findall("`+", plain)), default=0)
    fence = "`" * (longest + 1)
    pad = " " if plain.startswith("`") or plain.endswith("`") else ""
    return f"{fence}{pad}{plain}{pad}{fence}" if plain else ""
