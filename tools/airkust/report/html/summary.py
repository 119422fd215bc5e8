"""What is the answer in one sentence?"""

from airkust.model.finding import Severity
from airkust.model.profile import Profile
from airkust.model.result import CheckResult, Outcome
from airkust.report.html.words import counted, listed


def verdict(result: CheckResult, profile: Profile) -> str:
    """The one sentence that stands on top."""
    ran = [rule for rule in result.rules if rule.outcome is not Outcome.SKIP]
    undecided = sum(rule.outcome is Outcome.UNKNOWN for rule in ran)
    lacking = f" {counted(undecided, 'rule')} could not decide: a fact is missing." if undecided else ""
    rules = f"{counted(len(ran), 'rule')} of profile {profile}"
    if not ran:
        return "Nothing was judged: no rule applies to these manifests."
    counts = [
        counted(number, severity) if severity is not Severity.INFO else f"{number} info"
        for severity in Severity
        if (number := result.count(severity))
    ]
    if not counts:
        what = "found no defect" if len(ran) > 1 else "finds no defect"
        return f"{rules} {what}.{lacking}"
    return f"{rules} found {listed(counts)}.{lacking}"
