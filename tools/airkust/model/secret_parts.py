"""Which parts of a text are secrets?"""

import re
from collections.abc import Callable

from airkust.model.secret_text import is_sensitive

PASSWORD = re.compile(r"""(://[^\s/@:"']*:)([^\s"'/]*|[^\s"'@]*)(?=@)""")
USER = re.compile(r"""(https?://)([^\s/@:"']+)(?=@)""", re.IGNORECASE)
"""Without a password behind it, what stands before the @ of a web address is a token."""

PAIR = re.compile(
    r"""((?P<quote>["']?)\b(?P<name>[A-Za-z0-9_.-]+)(?P=quote)\s*(?P<between>[=:])\s*)"""
    r"""(?P<value>"(?:[^"\\]|\\.)*"|'[^']*'|[^\s"'&,;}{)]+)"""
)
TOKEN = re.compile(r"\b(?:gh[pousr]_|glpat-|xox[abprs]-|AKIA|eyJ)[A-Za-z0-9_.-]{8,}")
"""What is a secret whatever it stands in: tokens of GitHub, GitLab and Slack, keys of AWS, signed tokens."""

Mask = Callable[[str], str]
"""What stands in place of a secret."""


def replaced(text: str, mask: Mask, *, between: str = "=:") -> str:
    """A text without passwords of URLs, tokens, and what is assigned to a name that says secret.

    Args:
        text: Any.
        mask: What stands in place of a secret.
        between: The characters that assign.
    """

    def pair(found: re.Match[str]) -> str:
        # `key: x` names a key of a Secret
        name = found["name"] != "key" or found["between"] == "="
        assigned = name and found["between"] in between and is_sensitive(found["name"])
        return found[1] + mask(found["value"]) if assigned else found[0]

    text = PAIR.sub(pair, replaced_in_urls(text, mask))
    return TOKEN.sub(lambda found: mask(found[0]), text)


def replaced_in_urls(text: str, mask: Mask) -> str:
    """A text without the passwords and tokens that stand before the @ of a URL."""
    if "@" not in text:
        return text
    for pattern in (PASSWORD, USER):
        text = pattern.sub(lambda found: found[1] + mask(found[2]), text)
    return text
