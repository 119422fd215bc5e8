"""How is a value written as YAML that every parser reads alike?

Mappings, and lists of them, as blocks, simple words as they are; everything else as JSON, which is YAML too.
"""

import json
import re
from collections.abc import Iterator, Mapping

from airkust.parse.scalars import resolve

WORD = re.compile(r"[A-Za-z](?:[\w./:-]*\w)?", re.ASCII)


def block(value: Mapping[str, object]) -> Iterator[str]:
    """The lines of a mapping."""
    for key, item in value.items():
        if isinstance(item, Mapping) and item:
            yield f"{scalar(key)}:"
            yield from (f"  {line}" for line in block(item))
        elif isinstance(item, list) and any(isinstance(each, Mapping) for each in item):
            yield f"{scalar(key)}:"
            yield from (f"  {line}" for each in item for line in _item(each))
        else:
            yield f"{scalar(key)}: {scalar(item)}"


def _item(value: object) -> Iterator[str]:
    if isinstance(value, Mapping) and value:
        first, *rest = block(value)
        yield f"- {first}"
        yield from (f"  {line}" for line in rest)
    else:
        yield f"- {scalar(value)}"


def scalar(value: object) -> str:
    """A value on one line."""
    if isinstance(value, str) and WORD.fullmatch(value) and resolve(value) == value:
        return value
    return json.dumps(value, ensure_ascii=False)
