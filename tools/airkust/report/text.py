"""How does a result look to a person?"""

import textwrap
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from airkust.model.finding import Finding, Severity
from airkust.model.result import CheckResult, Outcome

WIDTH = 110
CODES = {
    "error": "31;1",
    "warning": "33;1",
    "info": "36;1",
    "pass": "32",
    "fail": "31",
    "skip": "2",
    "unknown": "33",
    "strong": "1",
    "faint": "2",
}


def render(results: Sequence[CheckResult], *, color: bool = False, verbose: bool = False) -> str:
    """Findings grouped by rule, then one summary line per input. Ends in a newline.

    Args:
        results: One per input, in the order they were asked for.
        color: Use ANSI colours.
        verbose: Also say which rules passed, were skipped (why) or could not decide (which fact).
    """
    paint = Paint(color=color)
    blocks = []
    for result in results:
        heading = paint(result.input, "strong")
        if len(results) > 1 and result.findings:
            blocks.append(heading)
        blocks.extend("\n".join(_rule(paint, list(group))) for group in _by_rule(result.findings))
        if verbose and result.rules:
            blocks.append("\n".join(_outcomes(paint, result)))
        elif undecided := list(_undecided(paint, result)):
            blocks.append("\n".join(undecided))
    blocks.append("\n".join(_summary(paint, result) for result in results))
    return "\n\n".join(blocks) + "\n"


class Paint:
    """Wraps text in ANSI colours, or leaves it as it is."""

    def __init__(self, *, color: bool) -> None:
        self._color = color

    def __call__(self, text: str, style: str) -> str:
        return f"\033[{CODES[style]}m{text}\033[0m" if self._color else text


def _by_rule(findings: Sequence[Finding]) -> Iterator[Iterable[Finding]]:
    for _, group in groupby(findings, key=lambda finding: (finding.rule, finding.severity, finding.fix)):
        yield group


def _rule(paint: Paint, findings: Sequence[Finding]) -> Iterator[str]:
    first = findings[0]
    yield f"{paint(first.severity, first.severity)}  {paint(first.rule, 'strong')}"
    for finding in findings:
        yield from _wrapped(f"{finding.subject} {finding.message}", "  ", "    ")
        place = "  ".join(part for part in (str(finding.source or ""), finding.field) if part)
        if place:
            yield paint(f"    {place}", "faint")
        if finding.related:
            yield paint(f"    with {', '.join(str(related) for related in finding.related)}", "faint")
    if first.fix:
        yield from _wrapped(f"fix: {first.fix}", "  ", "       ")


def _outcomes(paint: Paint, result: CheckResult) -> Iterator[str]:
    width = max(len(outcome.rule) for outcome in result.rules)
    for outcome in result.rules:
        reasons = "; ".join(outcome.reasons)
        line = f"{paint(f'{outcome.outcome:7}', outcome.outcome)}  {outcome.rule:{width}}  {reasons}"
        yield line.rstrip()


def _undecided(paint: Paint, result: CheckResult) -> Iterator[str]:
    for outcome in result.rules:
        if outcome.outcome is Outcome.UNKNOWN:
            yield f"{paint('unknown', 'unknown')}  {paint(outcome.rule, 'strong')}"
            yield from _wrapped(f"cannot be decided without {'; '.join(outcome.reasons)}", "  ", "    ")


def _summary(paint: Paint, result: CheckResult) -> str:
    counts = [(severity, result.count(severity)) for severity in Severity]
    found = ", ".join(paint(_plural(number, severity), severity) for severity, number in counts if number)
    parts = [found or paint("no findings", "pass"), _plural(result.objects, "object")]
    if result.rules:
        tally = [(outcome, sum(rule.outcome is outcome for rule in result.rules)) for outcome in Outcome]
        rules = ", ".join(f"{number} {outcome}" for outcome, number in tally if number)
        parts.append(f"{_plural(len(result.rules), 'rule')}: {rules}")
    return f"{paint(result.input, 'strong')}: {'; '.join(parts)}"


def _plural(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 or noun == "info" else f"{number} {noun}s"


def _wrapped(text: str, first: str, rest: str) -> list[str]:
    wrapper = textwrap.TextWrapper(
        WIDTH, initial_indent=first, subsequent_indent=rest, break_long_words=False, break_on_hyphens=False
    )
    return wrapper.wrap(text)
