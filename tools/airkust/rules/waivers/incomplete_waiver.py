"""A waiver lacks its reason, its owner or its last day, or names no rule.

Why: Nobody can tell later whether it may go, or whom to ask. It allows nothing until it is complete.
Fix: Write `rule: reason; owner=team; until=2027-01-31` on the object, or the same keys in airkust.toml.
    `airkust rules` lists the names.
"""

from airkust.model.finding import Severity
from airkust.model.profile import Profile
from airkust.rules.waiver_rule import Use, WaiverRule


def judge(use: Use) -> str:
    if not use.faults:
        return ""
    return f'allows "{use.waiver.rule}" {" and ".join(use.faults)}'


RULE = WaiverRule("incomplete-waiver", Severity.ERROR, Profile.CORE, judge)
