"""What tells the items of a list apart?

A list is keyed (items are known by some of their fields), a set (known by what they are), or atomic (known by
where they stand). The API server merges the first two item by item and replaces the third whole.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeGuard

from airkust.diff.change import Item, Path, Scalar, Step

SET = ("",)
"""The names of a set: its items are their own key."""


@dataclass(frozen=True, slots=True, eq=False)
class MergeKeys:
    """What is known of the lists at one place of an object and below it.

    Attributes:
        names: Where a list stands here: the fields that name its items, `SET` for a set, None for an atomic
            list.
        inside: The same for the fields of the mapping that stands here, or of the items of the list.
        defaults: What a field in `names` is worth where an item leaves it out.
        ordered: What the items mean depends on their order, though each is known by its key.
    """

    names: tuple[str, ...] | None = None
    inside: Mapping[str, "MergeKeys"] = field(default_factory=dict)
    defaults: Mapping[str, Scalar] = field(default_factory=dict)
    ordered: bool = False

    def at(self, step: Step) -> "MergeKeys":
        """What is known one step below: of a field, or of an item of the list."""
        if isinstance(step, str):
            return self.inside.get(step, NOTHING_KNOWN)
        return self if self.names is None else MergeKeys(None, self.inside)

    def of(self, path: Path) -> tuple[str, ...] | None:
        """The names of the list at a path below; None for an atomic list, and where no list is known."""
        found = self
        for step in path:
            found = found.at(step)
        return found.names

    def item(self, value: object) -> Item | None:
        """How an item of the list here is known; None where the list is atomic, or the item lacks a key.

        Only text and whole numbers are keys: the API has no others, and to Python 1, 1.0 and true are one.
        """
        if self.names is None:
            return None
        if self.names == SET:
            return Item((("", value),)) if _is_key(value) else None
        if not isinstance(value, Mapping):
            return None
        found = ((name, value.get(name, self.defaults.get(name))) for name in self.names)
        keys = tuple((name, key) for name, key in found if _is_key(key))
        return Item(keys) if len(keys) == len(self.names) else None

    def items(self, values: Sequence[Any]) -> Mapping[Item, Any] | None:
        """The items of the list here by what they are known by, in their order.

        Returns:
            None where only their places tell them apart: the list is atomic, one lacks a key, two share it.
        """
        found: dict[Item, Any] = {}
        for value in values:
            item = self.item(value)
            if item is None or item in found:
                return None
            found[item] = value
        return found


NOTHING_KNOWN = MergeKeys()
"""Every list below is atomic."""


def _is_key(value: object) -> TypeGuard[str | int]:
    return isinstance(value, str | int) and not isinstance(value, bool)
