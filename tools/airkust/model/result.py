"""What did judging one input yield?"""

from dataclasses import dataclass
from enum import StrEnum

from airkust.model.finding import Finding, Severity


class Outcome(StrEnum):
    """How one rule ended. Never a silent pass: a rule that could not look says so."""

    PASS = "pass"  # noqa: S105 -- a verdict, not a password
    FAIL = "fail"
    SKIP = "skip"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class RuleResult:
    """How one rule ended on one input.

    Attributes:
        reasons: Why it was skipped, or which facts were missing, be it beside a failure.
    """

    rule: str
    outcome: Outcome
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CheckResult:
    """Everything a reporter needs to know about one input.

    Attributes:
        input: What the user calls it: an overlay directory, a file, or "-".
        objects: How many objects were looked at.
        findings: By rule, in the order the rules ran, then in the order of the rendering.
        rules: One entry per rule that ran, alphabetical; empty for `validate`, which has no rules.
    """

    input: str
    objects: int
    findings: tuple[Finding, ...] = ()
    rules: tuple[RuleResult, ...] = ()

    def count(self, severity: Severity) -> int:
        """How many findings have this severity."""
        return sum(finding.severity is severity for finding in self.findings)
