"""A waiver allows what its rule does not find.

Why: What it allowed was mended, or the object has another name now. Left standing, it would hide the same
    defect when it comes back.
Fix: Take the waiver away, or correct the name of the object in it.
"""

from airkust.model.finding import Severity
from airkust.model.profile import Profile
from airkust.rules.waiver_rule import Use, WaiverRule


def judge(use: Use) -> str:
    if use.faults or use.is_over or use.used or not use.tried:
        return ""
    return f"allows {use.waiver.rule}, which finds nothing there"


RULE = WaiverRule("unused-waiver", Severity.WARNING, Profile.CORE, judge)
