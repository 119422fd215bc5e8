"""How are numbers, lists and places said?"""

from collections.abc import Iterable, Sequence
from typing import Final

from airkust.model.resource import Source

MANY: Final = 200
"""Rows of one table. Whoever has more reads `airkust check`, not a page."""


def counted(number: int, noun: str) -> str:
    """For instance `1 error`, `2 errors`; an `s` is all the plural there is."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def listed(words: Iterable[str], joint: str = "and") -> str:
    """For instance `a, b and c`."""
    *first, last = list(words) or [""]
    return f"{', '.join(first)} {joint} {last}" if first else last


def plain(number: float) -> str:
    """A number without a needless `.0`."""
    return f"{number:g}"


def first_of(words: Sequence[str], limit: int) -> str:
    """The first few, and how many there are beside them."""
    rest = len(words) - limit
    return listed([*words[:limit], f"{rest} more"] if rest > 0 else words)


def place(source: Source | None) -> str:
    """A file and line; "" for none."""
    return str(source) if source else ""
