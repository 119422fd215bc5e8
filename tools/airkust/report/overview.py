"""What does somebody learn from a report in ten seconds, and what do they run next?"""

from collections import Counter
from collections.abc import Iterator, Sequence

from airkust.model.finding import Finding, Severity
from airkust.model.result import CheckResult
from airkust.report import words

WORST = 3
"""Rules that are named: more is the report itself."""

Line = tuple[str, str]
"""A label, and what is said under it. All labels are equally wide."""


def lines(results: Sequence[CheckResult]) -> Iterator[Line]:
    """Nothing for a single rule or for validation: there the report says it all."""
    if not any(len(result.rules) > 1 for result in results):
        return
    findings = [finding for result in results for finding in result.findings]
    if findings:
        counts = ", ".join(count for _, count in words.severities(findings))
        over = f" in {len(results)} inputs" if len(results) > 1 else ""
        yield "found", f"{counts}{over}"
        yield "worst", ", ".join(_worst(findings))
    if hidden := list(_hidden(results)):
        yield "other", "; ".join(hidden)
    if findings:
        yield "next ", "; ".join(_next(findings))


def _next(findings: Sequence[Finding]) -> Iterator[str]:
    yield f"airkust explain {_by_weight(findings)[0].rule}"
    if computed := sum(bool(finding.edits) for finding in findings):
        yield f"airkust check --fix-preview has patches for {words.counted(computed, 'finding')}"


def _by_weight(findings: Sequence[Finding]) -> list[Finding]:
    """One finding of each rule: errors before warnings, then what is found most often."""
    often = Counter(finding.rule for finding in findings)
    order = list(Severity)
    first = {finding.rule: finding for finding in reversed(findings)}
    return sorted(first.values(), key=lambda each: (order.index(each.severity), -often[each.rule], each.rule))


def _worst(findings: Sequence[Finding]) -> Iterator[str]:
    often = Counter(finding.rule for finding in findings)
    ordered = _by_weight(findings)
    for finding in ordered[:WORST]:
        yield f"{finding.rule} ({words.counted(often[finding.rule], finding.severity)})"
    if len(ordered) > WORST:
        yield f"and {len(ordered) - WORST} more"


def _hidden(results: Sequence[CheckResult]) -> Iterator[str]:
    waived = sum(len(result.waived) for result in results)
    baselined = sum(len(result.baselined) for result in results)
    counts = {"waived": waived, "in the baseline": baselined}
    if any(counts.values()):
        said = ", ".join(f"{number} {what}" for what, number in counts.items() if number)
        yield f"{said} (shown with -v)"
    if gone := sum(len(result.gone) for result in results):
        yield f"{gone} of the baseline found no more: write it anew"
    if undecided := len({rule.rule for result in results for rule in words.undecided(result)}):
        yield f"{words.counted(undecided, 'rule')} undecided for want of facts"
