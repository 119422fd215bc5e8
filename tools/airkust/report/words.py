"""How are counts and places said, the same in every report?"""

from collections.abc import Iterator, Sequence

from airkust.model.finding import Finding, Severity
from airkust.model.result import CheckResult, Outcome, RuleResult, Waived


def counted(number: int, noun: str) -> str:
    """A number and its noun: `2 errors`."""
    return f"{number} {noun}" if number == 1 or noun == Severity.INFO else f"{number} {noun}s"


def severities(findings: Sequence[Finding]) -> Iterator[tuple[Severity, str]]:
    """How many there are of each severity that occurs, worst first: `1 error`, `2 warnings`."""
    for severity in Severity:
        if number := sum(finding.severity is severity for finding in findings):
            yield severity, counted(number, severity)


def sentence(finding: Finding) -> str:
    """The subject and what is said of it."""
    return f"{finding.subject} {finding.message}"


def one_line(text: str) -> str:
    """Text that fits a comment: its spaces as one, and what cannot be printed replaced."""
    plain = " ".join(text.split())
    return "".join(each if each.isprintable() else "\N{REPLACEMENT CHARACTER}" for each in plain)


def place(finding: Finding) -> str:
    """File, line and field, as far as they are known."""
    return "  ".join(part for part in (str(finding.source or ""), finding.field) if part)


def permission(waived: Waived) -> str:
    """Why, by whom and until when a finding is allowed."""
    waiver = waived.waiver
    return f"{waiver.reason} (allowed by {waiver.owner} until {waiver.until})"


def undecided(result: CheckResult) -> Iterator[RuleResult]:
    """The rules that want a fact."""
    return (rule for rule in result.rules if rule.outcome is Outcome.UNKNOWN)


def want(rule: RuleResult) -> str:
    """Which facts an undecided rule wants."""
    return f"cannot be decided without {'; '.join(rule.reasons)}"
