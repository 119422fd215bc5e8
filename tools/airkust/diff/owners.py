"""Who has written each field of a live object, as metadata.managedFields tells?"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any

from airkust.diff.change import Item, Path
from airkust.diff.fields_v1 import Node, descend, leaves, plain
from airkust.model import tree

APPLY = "Apply"
UPDATE = "Update"


@dataclass(frozen=True, slots=True)
class Owner:
    """One who wrote to an object.

    Attributes:
        manager: As it calls itself.
        operation: `Apply` for server-side apply, `Update` for everything else.
        subresource: For instance `scale` or `status`; "" for the object itself.
        at: When it last added, changed or removed any field of the object; None where that is not said.
    """

    manager: str
    operation: str
    subresource: str = ""
    at: datetime | None = None

    def is_same(self, other: "Owner") -> bool:
        """Whether it is the same writer, perhaps at another time."""
        return (self.manager, self.operation, self.subresource) == (
            other.manager,
            other.operation,
            other.subresource,
        )


@dataclass(frozen=True, eq=False)
class Owners:
    """The owners of an object's fields. Nothing in it raises, whatever managedFields hold.

    Attributes:
        managed_fields: The entries of metadata.managedFields.
    """

    managed_fields: Iterable[Any] = field(repr=False)

    @cached_property
    def entries(self) -> tuple[tuple[Owner, Node], ...]:
        """Who wrote, with the fields."""
        return tuple(
            (_owner(entry), Node(tree.mapping(entry, "fieldsV1")))
            for entry in self.managed_fields
            if isinstance(entry, Mapping) and tree.mapping(entry, "fieldsV1")
        )

    @property
    def all(self) -> tuple[Owner, ...]:
        """Everybody who wrote and still owns something, in the order of the entries."""
        return tuple(owner for owner, _ in self.entries)

    def has(self, owner: Owner) -> bool:
        """Whether somebody owns anything."""
        return any(known.is_same(owner) for known in self.all)

    def of(self, path: Path) -> tuple[Owner, ...]:
        """Those who own a field, or something inside it.

        An item known by its place only belongs to the owners of its list, what stands inside a field that is
        owned as a whole to the owners of that field.
        """
        return tuple(owner for owner, top in self.entries if _owns(top, path))

    def has_item(self, path: Path, *, besides: Owner) -> bool:
        """Whether others own an item of a list as such, not only something inside."""
        nodes = (descend(top, path) for owner, top in self.entries if not owner.is_same(besides))
        return any(node.is_member for node in nodes if node)

    def items(self, path: Path, *, besides: Owner) -> tuple[Item, ...]:
        """The items of the list at a path that others own as such, not only something inside."""
        nodes = (descend(top, path) for owner, top in self.entries if not owner.is_same(besides))
        owned = [step for node in nodes if node for step, below in node.children.items() if below.is_member]
        return tuple(step for step in dict.fromkeys(map(plain, owned)) if isinstance(step, Item))

    def fields(self, owner: Owner) -> Iterator[Path]:
        """The fields somebody owns, the innermost of each branch, in the order of the entry."""
        for known, top in self.entries:
            if known.is_same(owner):
                yield from leaves(top)

    def size(self, owner: Owner) -> int:
        """How many fields somebody owns."""
        return sum(1 for _ in self.fields(owner))


def _owner(entry: Mapping[str, Any]) -> Owner:
    operation = tree.text(entry, "operation")
    return Owner(tree.text(entry, "manager"), operation, tree.text(entry, "subresource"), _time(entry))


def _time(entry: Mapping[str, Any]) -> datetime | None:
    try:
        found = datetime.fromisoformat(tree.text(entry, "time"))
    except ValueError:
        return None
    return found if found.tzinfo else None


def _owns(top: Node, path: Path) -> bool:
    node = top
    for step in path:
        if not node.raw:
            return node is not top  # owned as a whole
        below = node.child(step)
        if below is None:
            return isinstance(step, int) and node is not top
        node = below
    return True
