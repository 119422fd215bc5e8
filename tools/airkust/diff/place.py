"""What stands at a path of a change, items of lists found by their keys?"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from airkust.diff.change import Item, Path, Step


class Missing:
    """The type of `MISSING`: null is a value, nothing is not."""

    def __repr__(self) -> str:
        return "MISSING"


MISSING: Final = Missing()

DEFAULTS: Final[Mapping[str, str]] = {"protocol": "TCP"}
"""Merge keys that the API server fills in: a port that names no protocol is found as one of TCP."""

Names = tuple[str, ...]
Key = tuple[tuple[bool, Any], ...]


@dataclass(frozen=True, slots=True)
class Lookup:
    """Finds many places in a few objects, each list read once. The objects must not change meanwhile."""

    _lists: dict[tuple[int, Names], tuple[list[Any], Mapping[Key, int]]] = field(
        default_factory=dict, repr=False
    )

    def find(self, body: object, path: Path) -> Any:  # noqa: ANN401 -- whatever the object holds
        """What stands at a path; MISSING where nothing does.

        A path that goes on inside text that holds a document ends at the text.
        """
        for step in path:
            if isinstance(body, str):
                return body
            body = self.step(body, step)
        return body

    def step(self, value: object, step: Step) -> Any:  # noqa: ANN401 -- whatever the object holds
        """What stands one step below a value; MISSING where nothing does."""
        match step:
            case Item():
                items = value if isinstance(value, list) else []
                place = self.place(items, step) if items else None
                return MISSING if place is None else items[place]
            case int():
                items = value if isinstance(value, list) else []
                return items[step] if -len(items) <= step < len(items) else MISSING
            case str():
                return value.get(step, MISSING) if isinstance(value, Mapping) else MISSING

    def place(self, values: list[Any], item: Item) -> int | None:
        """Where in a list an item stands, the first of several; None where it does not."""
        names = tuple(name for name, _ in item.keys)
        known = self._lists.get((id(values), names))
        if known is None:  # the list is kept beside: its id must not be given to another
            known = self._lists[id(values), names] = (values, _places(values, names))
        key = _key([value for _, value in item.keys])
        return None if key is None else known[1].get(key)


def find(body: object, path: Path) -> Any:  # noqa: ANN401 -- whatever the object holds
    """What stands at a path, for once; `Lookup` finds many."""
    return Lookup().find(body, path)


def _places(values: list[Any], names: Names) -> Mapping[Key, int]:
    found: dict[Key, int] = {}
    for place, value in enumerate(values):
        key = _key([_part(value, name) for name in names])
        if key is not None:
            found.setdefault(key, place)
    return found


def _part(value: object, name: str) -> object:
    if not name:
        return value
    return value.get(name, DEFAULTS.get(name)) if isinstance(value, Mapping) else None


def _key(values: list[object]) -> Key | None:
    """Scalars so that true is no 1; None where one of them is no scalar."""
    if not all(isinstance(value, str | int | float) for value in values):
        return None
    return tuple((isinstance(value, bool), value) for value in values)
