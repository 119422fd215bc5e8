"""What of a text may others read? A report is sent around, and printed."""

from airkust.model import secret_parts
from airkust.model.secret_text import is_sensitive
from airkust.model.value import Elsewhere, Known, Value

MASK = "•••"
"""Stands where a secret was. Of one length, so that it does not tell the secret's."""


def masked_text(text: str) -> str:
    """A text without passwords of URLs, tokens, and what is assigned to a name that says secret."""
    return secret_parts.replaced(text, lambda _: MASK)


def masked_urls(text: str) -> str:
    """A text without the passwords and tokens that stand before the @ of a URL."""
    return secret_parts.replaced_in_urls(text, lambda _: MASK)


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
