"""How does a result look to a program?"""

from collections.abc import Sequence

from airkust.model.result import CheckResult


def render(results: Sequence[CheckResult]) -> str:
    """The document described by `check-v1.schema.json` beside this file. Ends in a newline."""
    raise NotImplementedError
