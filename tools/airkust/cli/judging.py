"""By which rules is an input judged, and less which waivers?"""

from airkust.cli.choice import Choice
from airkust.cli.inputs import Input
from airkust.cli.waivers import Waiving
from airkust.model.rendering import Rendering
from airkust.model.result import CheckResult
from airkust.parse import ReadSource
from airkust.rules import check


def judge(
    each: Input, rendering: Rendering, choice: Choice, waiving: Waiving, read: ReadSource
) -> CheckResult:
    """What the rules find in one input, less what is waived."""
    profile = choice.profile_of(each)
    found = check(rendering, profile=profile, only=choice.only, skip=choice.skip, read=read)
    return waiving.apply(each, rendering, found, read)
