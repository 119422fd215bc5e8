"""How is text coloured for a terminal?"""

from typing import Final

CODES: Final = {
    "error": "31;1",
    "warning": "33;1",
    "info": "36;1",
    "waived": "2",
    "pass": "32",
    "fail": "31",
    "skip": "2",
    "unknown": "33",
    "added": "32",
    "removed": "31",
    "changed": "33",
    "strong": "1",
    "faint": "2",
}


class Paint:
    """Wraps text in ANSI colours, or leaves it as it is."""

    def __init__(self, *, color: bool) -> None:
        self._color = color

    def __call__(self, text: str, style: str) -> str:
        return f"\033[{CODES[style]}m{text}\033[0m" if self._color else text
