"""How is an object written as YAML that people compare line by line?

Keys in alphabetical order, so that two states differ only where they say something else; text of several
lines as a block, simple words as they are, everything else as JSON, which is YAML too. Nothing that a
terminal would obey.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from airkust.parse.scalars import resolve
from airkust.report.block_yaml import WORD
from airkust.report.diff.visible import visible


def lines(value: object) -> list[str]:
    """The lines of a mapping, a list or a scalar."""
    return list(_lines(value))


def scalar(value: object) -> str:
    """A value on one line."""
    if isinstance(value, str) and WORD.fullmatch(value) and resolve(value) == value:
        return value
    return visible(json.dumps(value, ensure_ascii=False, default=str))


def is_list(value: Any) -> bool:  # noqa: ANN401 -- whatever the object holds
    """Whether it is a list, or a tuple."""
    return isinstance(value, Sequence) and not isinstance(value, str | bytes)


def _lines(value: Any) -> Iterator[str]:  # noqa: ANN401 -- as above
    if isinstance(value, Mapping) and value:
        for key in sorted(value, key=str):
            yield from _entry(f"{_key(key)}:", value[key])
    elif is_list(value) and value:
        for item in value:
            yield from _item(item)
    else:
        yield from _block(value) or [scalar(value)]


def _entry(key: str, value: Any) -> Iterator[str]:  # noqa: ANN401 -- as above
    if block := _block(value):
        yield f"{key} {block[0]}"
        yield from block[1:]
    elif isinstance(value, Mapping) and value:
        yield key
        yield from (f"  {line}" if line else "" for line in _lines(value))
    elif is_list(value) and value:
        yield key
        yield from _lines(value)
    else:
        yield f"{key} {scalar(value)}"


def _item(value: object) -> Iterator[str]:
    first, *rest = _lines(value)
    yield f"- {first}"
    yield from (f"  {line}" if line else "" for line in rest)


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
