"""How is text shown that may hold anything, so that it stays on its line and drives no terminal?"""

from collections.abc import Iterable


def visible(text: str, keep: str = "") -> str:
    r"""The text with an escape for each character that cannot be seen: `\n`, `\x1b`, `\u202e`.

    Among these are line ends, escape sequences, marks that turn the direction of writing, and halves of
    surrogate pairs.

    Args:
        text: Anything.
        keep: Characters that stay as they are.
    """
    if text.isprintable():
        return text
    return "".join(each if each.isprintable() or each in keep else _escape(each) for each in text)


def flat(text: str) -> str:
    """Prose on one line: its spaces and line ends as one space each."""
    return visible(" ".join(text.split()))


def listed(words: Iterable[str], limit: int) -> str:
    """The first few, and how many there are beside them."""
    every = list(words)
    more = len(every) - limit
    return ", ".join([*every[:limit], f"and {more} more"] if more > 0 else every)


def _escape(character: str) -> str:
    return character.encode("unicode_escape").decode()
