"""What of a text may others read? A report is sent around, and printed."""

import re

from airkust.model.secret_text import is_sensitive
from airkust.model.value import Elsewhere, Known, Value

MASK = "•••"
"""Stands where a secret was. Of one length, so that it does not tell the secret's."""

PASSWORD = re.compile(r"""(://[^\s/@:"']*:)(?:[^\s"'/]*|[^\s"'@]*)(?=@)""")
USER = re.compile(r"""(https?://)[^\s/@:"']+(?=@)""", re.IGNORECASE)
"""Without a password behind it, what stands before the @ of a web address is a token."""

PAIR = re.compile(
    r"""((?P<quote>["']?)\b(?P<name>[A-Za-z0-9_.-]+)(?P=quote)\s*[=:]\s*)"""
    r"""("(?:[^"\\]|\\.)*"|'[^']*'|[^\s"'&,;}{)]+)"""
)
TOKEN = re.compile(r"\b(?:gh[pousr]_|glpat-|xox[abprs]-|AKIA|eyJ)[A-Za-z0-9_.-]{8,}")
"""What is a secret whatever it stands in: tokens of GitHub, GitLab and Slack, keys of AWS, signed tokens."""


def masked_text(text: str) -> str:
    """A text without passwords of URLs, tokens, and what is assigned to a name that says secret."""
    text = PAIR.sub(
        lambda found: found[1] + MASK if is_sensitive(found["name"]) else found[0], masked_urls(text)
    )
    return TOKEN.sub(MASK, text)


def masked_urls(text: str) -> str:
    """A text without the passwords and tokens that stand before the @ of a URL."""
    return USER.sub(rf"\1{MASK}", PASSWORD.sub(rf"\1{MASK}", text))


def masked(name: str, value: Value | None) -> str:
    """A setting's value as others may read it.

    Args:
        name: Of the setting: it tells whether the text is a secret.
        value: Where it stands in a Secret, only the Secret is named.
    """
    match value:
        case None:
            return ""
        case Known():
            return MASK if is_sensitive(name) and value.text else masked_text(value.text)
        case Elsewhere(how="command"):
            return "what a command prints"  # the command may hold what it prints
        case _:
            return masked_text(str(value))
