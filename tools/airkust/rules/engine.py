"""Which rules run, and what becomes of their verdicts?"""

from collections.abc import Sequence

from airkust.model.rendering import Rendering
from airkust.model.result import CheckResult
from airkust.parse import ReadSource
from airkust.rules.rule import Profile, Rule


def find(name: str) -> Rule:
    """The rule of that name.

    Raises:
        UsageError: There is none; the hint names the nearest.
    """
    raise NotImplementedError


def check(
    rendering: Rendering,
    *,
    profile: Profile,
    only: Sequence[str] = (),
    skip: Sequence[str] = (),
    read: ReadSource | None = None,
) -> CheckResult:
    """Judge a rendering.

    Args:
        rendering: What to judge.
        profile: Runs the rules of this profile and of those it includes.
        only: Names of rules to run instead, whatever their profile.
        skip: Names of rules not to run.
        read: Gives the bytes of a source file, to find lines; without it files are named only.

    Raises:
        UsageError: `only` or `skip` names no rule.
    """
    raise NotImplementedError
