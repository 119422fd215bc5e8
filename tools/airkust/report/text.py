"""How does a result look to a person?"""

import textwrap
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from airkust.model.finding import Finding
from airkust.model.result import CheckResult, Outcome, Waived
from airkust.report import overview, words
from airkust.report.paint import Paint

WIDTH = 110
FEW = 10


def render(results: Sequence[CheckResult], *, color: bool = False, verbose: bool = False) -> str:
    """Findings grouped by rule, then one summary line per input, then what to do. Ends in a newline.

    Args:
        results: One per input, in the order they were asked for.
        color: Use ANSI colours.
        verbose: Also say which rules passed, were skipped (why) or could not decide (which fact), and what
            does not count.
    """
    paint = Paint(color=color)
    blocks = []
    for result in results:
        heading = paint(result.input, "strong")
        if len(results) > 1 and result.findings:
            blocks.append(heading)
        blocks.extend("\n".join(_rule(paint, list(group))) for group in _by_rule(result.findings))
        if verbose:
            blocks.extend("\n".join(_waived(paint, waived)) for waived in result.waived)
        if lines := list(_baseline(paint, result, verbose=verbose)):
            blocks.append("\n".join(lines))
        if verbose and result.rules:
            blocks.append("\n".join(_outcomes(paint, result)))
        elif undecided := list(_undecided(paint, result)):
            blocks.append("\n".join(undecided))
    blocks.append("\n".join(_summary(paint, result) for result in results))
    if advice := list(overview.lines(results)):
        blocks.append("\n".join(line for label, said in advice for line in _advice(paint, label, said)))
    return "\n\n".join(blocks) + "\n"


def _by_rule(findings: Sequence[Finding]) -> Iterator[Iterable[Finding]]:
    for _, group in groupby(findings, key=lambda finding: (finding.rule, finding.severity, finding.fix)):
        yield group


def _rule(paint: Paint, findings: Sequence[Finding]) -> Iterator[str]:
    first = findings[0]
    yield f"{paint(first.severity, first.severity)}  {paint(first.rule, 'strong')}"
    for finding in findings:
        yield from _wrapped(words.sentence(finding), "  ", "    ")
        if place := words.place(finding):
            yield paint(f"    {place}", "faint")
        if finding.related:
            yield paint(f"    with {', '.join(str(related) for related in finding.related)}", "faint")
    if first.fix:
        yield from _wrapped(f"fix: {first.fix}", "  ", "       ")


def _waived(paint: Paint, waived: Waived) -> Iterator[str]:
    yield f"{paint('waived', 'waived')}  {paint(waived.finding.rule, 'strong')}"
    yield from _wrapped(words.sentence(waived.finding), "  ", "    ")
    yield from _wrapped(words.permission(waived), "    ", "    ")


def _baseline(paint: Paint, result: CheckResult, *, verbose: bool) -> Iterator[str]:
    """What the baseline holds in vain, be it the first of it, and if asked for what it hides."""
    for finding in result.baselined if verbose else ():
        yield _entry(paint, "known", finding.rule, str(finding.subject), finding.field)
    shown = result.gone if verbose else result.gone[:FEW]
    for entry in shown:
        yield _entry(paint, "gone ", entry.rule, entry.subject, entry.field)
    if more := len(result.gone) - len(shown):
        yield f"{paint('gone ', 'faint')}  and {more} more (shown with -v)"


def _entry(paint: Paint, label: str, *said: str) -> str:
    return f"{paint(label, 'faint')}  {'  '.join(filter(None, said))}"


def _outcomes(paint: Paint, result: CheckResult) -> Iterator[str]:
    width = max(len(outcome.rule) for outcome in result.rules)
    for outcome in result.rules:
        reasons = "; ".join(outcome.reasons)
        line = f"{paint(f'{outcome.outcome:7}', outcome.outcome)}  {outcome.rule:{width}}  {reasons}"
        yield line.rstrip()


def _undecided(paint: Paint, result: CheckResult) -> Iterator[str]:
    for outcome in words.undecided(result):
        yield f"{paint('unknown', 'unknown')}  {paint(outcome.rule, 'strong')}"
        yield from _wrapped(words.want(outcome), "  ", "    ")


def _summary(paint: Paint, result: CheckResult) -> str:
    found = ", ".join(paint(count, severity) for severity, count in words.severities(result.findings))
    parts = [found or paint("no findings", "pass"), words.counted(result.objects, "object")]
    if result.rules:
        tally = [(outcome, sum(rule.outcome is outcome for rule in result.rules)) for outcome in Outcome]
        rules = ", ".join(f"{number} {outcome}" for outcome, number in tally if number)
        parts.append(f"{words.counted(len(result.rules), 'rule')}: {rules}")
    return f"{paint(result.input, 'strong')}: {'; '.join(parts)}"


def _advice(paint: Paint, label: str, said: str) -> Iterator[str]:
    first, *rest = _wrapped(said, " " * (len(label) + 2), " " * (len(label) + 2))
    yield f"{paint(label, 'strong')}  {first.lstrip()}"
    yield from rest


def _wrapped(text: str, first: str, rest: str) -> list[str]:
    wrapper = textwrap.TextWrapper(
        WIDTH, initial_indent=first, subsequent_indent=rest, break_long_words=False, break_on_hyphens=False
    )
    return wrapper.wrap(text)
