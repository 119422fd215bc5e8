"""How is one field of an object given a value of the wrong type?"""

import copy
from collections.abc import Iterator
from typing import Any

from airkust.model.field_path import Part

KEPT = {("apiVersion",), ("kind",), ("metadata",), ("metadata", "name")}


def paths(value: object, here: tuple[Part, ...] = ()) -> Iterator[tuple[Part, ...]]:
    """Every path below a value but those without which it is no object."""
    if here and here not in KEPT:
        yield here
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from paths(inner, (*here, key))
    if isinstance(value, list):
        for number, inner in enumerate(value):
            yield from paths(inner, (*here, number))


def replaced(body: dict[str, Any], path: tuple[Part, ...], junk: object) -> dict[str, Any]:
    changed = copy.deepcopy(body)
    parent: Any = changed
    for part in path[:-1]:
        parent = parent[part]
    parent[path[-1]] = junk
    return changed
