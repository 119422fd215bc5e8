"""How is an object written as YAML that people compare line by line?

Keys in alphabetical order, so that two states differ only where they say something else; text of several
lines as a block, simple words as they are, everything else as JSON, which is YAML too. Nothing that a
terminal would obey.
"""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from airkust.parse.scalars import resolve
from airkust.report.block_yaml import WORD
from airkust.report.diff.visible import visible


def lines(value: object) -> list[str]:
    """The lines of a mapping, a list or a scalar."""
    into: list[str] = []
    _write(value, "", "", into)
    return into


def scalar(value: object) -> str:
    """A value on one line."""
    if isinstance(value, str) and WORD.fullmatch(value) and resolve(value) == value:
        return value
    return visible(json.dumps(value, ensure_ascii=False, default=str))


def is_list(value: Any) -> bool:  # noqa: ANN401 -- whatever the object holds
    """Whether it is a list, or a tuple."""
    return isinstance(value, Sequence) and not isinstance(value, str | bytes)


def _write(value: Any, lead: str, margin: str, into: list[str]) -> None:  # noqa: ANN401 -- as above
    """Write a value.

    Args:
        value: Anything.
        lead: What stands before it on its first line.
        margin: What stands before its other lines.
        into: Where the lines go.
    """
    if isinstance(value, Mapping) and value:
        for key in sorted(value, key=str):
            _write_entry(f"{lead}{_key(key)}:", value[key], margin, into)
            lead = margin
    elif is_list(value) and value:
        for item in value:
            _write(item, f"{lead}- ", f"{margin}  ", into)
            lead = margin
    else:
        first, *rest = _block(value) or [scalar(value)]
        into.append(f"{lead}{first}")
        into.extend(f"{margin}{line}" if line else "" for line in rest)


def _write_entry(key: str, value: Any, margin: str, into: list[str]) -> None:  # noqa: ANN401 -- as above
    if isinstance(value, Mapping) and value:
        into.append(key)
        _write(value, f"{margin}  ", f"{margin}  ", into)
    elif is_list(value) and value:
        into.append(key)
        _write(value, margin, margin, into)
    else:
        _write(value, f"{key} ", margin, into)


def _key(key: object) -> str:
    return scalar(key if isinstance(key, str | int | float | bool | None) else str(key))


def _block(text: object) -> list[str]:
    """The head and the lines of a literal block; nothing for what does not fit into one.

    One that begins with a space would need its indentation said, one that begins with an empty line hides it.
    """
    if not isinstance(text, str) or "\n" not in text or text[0] in " \t\n":
        return []
    if visible(text, keep="\n\t") != text:
        return []
    body = text.rstrip("\n")
    ends = len(text) - len(body)
    head = "|-" if ends == 0 else "|" if ends == 1 else "|+"
    return [head, *(f"  {line}" if line else "" for line in body.split("\n")), *[""] * (ends - 1)]
