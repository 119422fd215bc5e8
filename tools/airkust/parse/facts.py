"""Which facts does a site's ha.yaml state?"""

import typing
from collections.abc import Mapping
from dataclasses import fields
from difflib import get_close_matches
from typing import Any

from airkust.errors import InputError
from airkust.model.facts import Facts, camel_case
from airkust.parse.documents import Document, documents


def read_facts(data: bytes, name: str) -> Facts:
    """Read the file.

    Args:
        data: YAML, one mapping of sections.
        name: What to call it in messages.

    Raises:
        InputError: It is no such YAML, or a key is unknown or of the wrong kind; names the line and the key.
    """
    found = documents(data, name)
    if not found:
        return Facts()
    document = found[0]
    if len(found) > 1 or not isinstance(document.value, Mapping):
        raise InputError(f"{name}: not one mapping of sections", hint="begin with `cluster:`")
    sections = {
        key: _section(document, body, key, kind, name)
        for key, kind, body in _known(document, document.value, Facts, "", name)
    }
    return Facts(**sections)


def _section(document: Document, body: object, key: str, kind: Any, name: str) -> Any:  # noqa: ANN401 -- a dataclass, by its type
    if not isinstance(body, Mapping):
        raise InputError(f"{name}: {key}: not a mapping of facts")
    values = {}
    for attribute, wanted, value in _known(document, body, kind, f"{key}.", name):
        line = document.lines[id(body)][camel_case(attribute)]
        values[attribute] = _value(value, wanted, f"{name}:{line}: {key}.{camel_case(attribute)}")
    return kind(**values)


def _known(document: Document, body: Mapping[str, object], kind: Any, prefix: str, name: str) -> Any:  # noqa: ANN401 -- see above
    """The entries of a mapping as attribute, type and value."""
    types = typing.get_type_hints(kind)
    attributes = {camel_case(each.name): each.name for each in fields(kind)}
    for key, value in body.items():
        if key not in attributes:
            near = get_close_matches(str(key), attributes, n=1)
            hint = f"did you mean {near[0]}?" if near else f"known here: {', '.join(attributes)}"
            line = document.lines[id(body)].get(key, document.line)
            raise InputError(f"{name}:{line}: {prefix}{key}: unknown fact", hint=hint)
        yield attributes[key], types[attributes[key]], value


def _value(value: object, wanted: Any, where: str) -> object:  # noqa: ANN401 -- a type
    kinds = typing.get_args(wanted)
    if int in kinds:
        if isinstance(value, int) and not isinstance(value, bool) and value >= 0:
            return value
        raise InputError(f"{where}: not a whole number from 0 up")
    if str in kinds:
        if isinstance(value, (str, int, float)) and not isinstance(value, bool):
            return str(value)
        raise InputError(f"{where}: not a text")
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return tuple(value)
    raise InputError(f"{where}: not a list of texts")
