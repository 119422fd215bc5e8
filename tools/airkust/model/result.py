"""What did judging one input yield?"""

from collections import Counter
from dataclasses import dataclass, replace
from enum import StrEnum

from airkust.model.finding import Finding, Severity
from airkust.model.fingerprint import Fingerprint
from airkust.model.waiver import Waiver


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

    @property
    def is_sure(self) -> bool:
        """Whether the rule looked at everything: what it did not find is not there."""
        missing = self.outcome is Outcome.FAIL and self.reasons
        return not missing and self.outcome is not Outcome.UNKNOWN


@dataclass(frozen=True, slots=True)
class Waived:
    """A finding that does not count, and what says so."""

    finding: Finding
    waiver: Waiver


@dataclass(frozen=True, slots=True)
class CheckResult:
    """Everything a reporter needs to know about one input.

    Attributes:
        input: What the user calls it: an overlay directory, a file, or "-".
        objects: How many objects were looked at.
        findings: By rule, in the order the rules ran, then in the order of the rendering.
        rules: One entry per rule that ran, alphabetical; empty for `validate`, which has no rules.
        waived: Findings that do not count because somebody allows them.
        baselined: Findings that do not count because the baseline holds them.
        gone: What the baseline holds although it is found no more.
    """

    input: str
    objects: int
    findings: tuple[Finding, ...] = ()
    rules: tuple[RuleResult, ...] = ()
    waived: tuple[Waived, ...] = ()
    baselined: tuple[Finding, ...] = ()
    gone: tuple[Fingerprint, ...] = ()

    def count(self, severity: Severity) -> int:
        """How many findings have this severity."""
        return sum(finding.severity is severity for finding in self.findings)

    def keeping(self, findings: tuple[Finding, ...], why: str) -> "CheckResult":
        """The result with fewer findings: a rule none of whose findings is left was skipped, not passed.

        Args:
            findings: Those that count on.
            why: What the others are, as the reason of the skipped rules says it.
        """
        before = Counter(finding.rule for finding in self.findings)
        after = Counter(finding.rule for finding in findings)

        def ended(rule: RuleResult) -> RuleResult:
            gone = before[rule.rule] - after[rule.rule]
            if not gone or after[rule.rule]:
                return rule
            if rule.reasons:  # facts it still misses
                return replace(rule, outcome=Outcome.UNKNOWN)
            return replace(rule, outcome=Outcome.SKIP, reasons=(f"{_counted(gone)} {why}",))

        return replace(self, findings=findings, rules=tuple(map(ended, self.rules)))


def _counted(findings: int) -> str:
    return f"{findings} finding" if findings == 1 else f"{findings} findings"
