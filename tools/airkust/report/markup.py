"""How is text written that means nothing to Markdown?"""

import re
from typing import Final

MESSAGE: Final = 1_000
"""Characters of one message: a table of longer ones is not read anyway."""

MENTION: Final = re.compile(r"(?<!\w)@(?=\w)")
"""Would call somebody each time the comment is written."""


def cut(text: str, limit: int = MESSAGE) -> str:
    """Its beginning, if it is longer than that many characters."""
    return text if len(text) <= limit else text[: limit - 1] + "…"


def plain(text: str) -> str:
    """Text on one line, also inside a table; pairs of backticks are code."""
    parts = " ".join(text.split()).split("`")
    if len(parts) % 2 == 0:  # one is left alone
        return _escaped("`".join(parts))
    return "".join(code(part) if number % 2 else _escaped(part) for number, part in enumerate(parts))


def code(text: str) -> str:
    """The same as code: a fence longer than any row of backticks inside, and no bare `|`."""
    flat = " ".join(text.split()).replace("|", r"\|")
    fence = "`" * (longest_row(flat) + 1)
    pad = " " if flat.startswith("`") or flat.endswith("`") else ""
    return f"{fence}{pad}{flat}{pad}{fence}" if flat else ""


def longest_row(text: str) -> int:
    """How many backticks stand in a row, at most: a fence has to be longer."""
    return max((len(row) for row in re.findall("`+", text)), default=0)


def _escaped(text: str) -> str:
    entities = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    escaped = re.sub(r"([\\`*_\[\]|~])", r"\\\1", entities)
    return MENTION.sub("@<!-- -->", escaped)
