"""What stands at a path of a change, items of lists found by their keys?"""

from collections.abc import Mapping
from typing import Any, Final

from airkust.diff.change import Item, Path, Step
from airkust.diff.json_value import same


class Missing:
    """The type of `MISSING`: null is a value, nothing is not."""

    def __repr__(self) -> str:
        return "MISSING"


MISSING: Final = Missing()

DEFAULTS: Final[Mapping[str, str]] = {"protocol": "TCP"}
"""Merge keys that the API server fills in: a port that names no protocol is found as one of TCP."""


def is_item(value: object, item: Item) -> bool:
    """Whether an element of a list is the one that an `Item` names."""
    for name, key in item.keys:
        if name:
            found = value.get(name, DEFAULTS.get(name)) if isinstance(value, Mapping) else None
        else:
            found = value
        if not same(found, key):
            return False
    return True


def step_into(value: object, step: Step) -> Any:  # noqa: ANN401 -- whatever the object holds
    """What stands one step below a value; MISSING where nothing does."""
    match step:
        case Item():
            items = value if isinstance(value, list) else ()
            return next((each for each in items if is_item(each, step)), MISSING)
        case int():
            return value[step] if isinstance(value, list) and -len(value) <= step < len(value) else MISSING
        case str():
            return value.get(step, MISSING) if isinstance(value, Mapping) else MISSING


def find(body: object, path: Path) -> Any:  # noqa: ANN401 -- whatever the object holds
    """What stands at a path; MISSING where nothing does.

    A path that goes on inside text that holds a document ends at the text.
    """
    for step in path:
        if isinstance(body, str):
            return body
        body = step_into(body, step)
    return body
