"""How does a result look to a person?"""

from collections.abc import Sequence

from airkust.model.result import CheckResult


def render(results: Sequence[CheckResult], *, color: bool = False, verbose: bool = False) -> str:
    """Findings grouped by rule, then one summary line per input. Ends in a newline.

    Args:
        results: One per input, in the order they were asked for.
        color: Use ANSI colours.
        verbose: Also say which rules passed, were skipped (why) or could not decide (which fact).
    """
    raise NotImplementedError
