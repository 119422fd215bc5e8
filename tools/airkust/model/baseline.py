"""Which findings were there before, so that only new ones count?"""

from collections.abc import Collection
from dataclasses import dataclass, replace

from airkust.model.fingerprint import Fingerprint, fingerprint
from airkust.model.result import CheckResult

SCHEMA = "airkust/baseline/v1"
"""What the file says it is."""


@dataclass(frozen=True, order=True, slots=True)
class Accepted:
    """A finding that a baseline holds.

    Attributes:
        input: The overlay or file it was found in, relative to the baseline's directory; "-" for stdin.
    """

    input: str
    fingerprint: Fingerprint


def accepted(result: CheckResult, name: str) -> frozenset[Accepted]:
    """What a baseline holds of a result.

    Args:
        result: With the findings that count now.
        name: What the baseline calls the input.
    """
    return frozenset(Accepted(name, fingerprint(finding)) for finding in result.findings)


def without_accepted(result: CheckResult, name: str, baseline: Collection[Accepted]) -> CheckResult:
    """Keep only what is new.

    Args:
        result: Its hidden findings move to `baselined`, and what the baseline holds in vain to `gone`.
        name: What the baseline calls the input.
        baseline: Entries of other inputs are left alone.
    """
    known = {entry.fingerprint for entry in baseline if entry.input == name}
    hidden = tuple(finding for finding in result.findings if fingerprint(finding) in known)
    left = known - {fingerprint(finding) for finding in hidden}
    sure = {rule.rule for rule in result.rules if rule.is_sure}
    return replace(
        result.keeping(
            tuple(finding for finding in result.findings if fingerprint(finding) not in known),
            "in the baseline",
        ),
        baselined=hidden,
        gone=tuple(sorted(entry for entry in left if entry.rule in sure)),
    )
