"""A waiver's last day has passed, so that it allows nothing any more.

Why: What it allowed counts again. Left standing, it looks as if somebody still answered for it.
Fix: Mend what it allowed and take the waiver away, or decide anew, with a reason of today and a later day.
"""

from airkust.model.finding import Severity
from airkust.model.profile import Profile
from airkust.rules.waiver_rule import Use, WaiverRule


def judge(use: Use) -> str:
    waiver = use.waiver
    if use.faults or not use.is_over:
        return ""
    return f"allows {waiver.rule} until {waiver.until}, which has passed"


RULE = WaiverRule("expired-waiver", Severity.WARNING, Profile.CORE, judge)
