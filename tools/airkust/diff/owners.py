"""Who has written each field of a live object, as metadata.managedFields tells?

FieldsV1 is a trie (structured-merge-diff, `fieldpath/serialize-pe.go`): `f:NAME` is a field, `k:{...}` an
item of a list by its merge keys, `v:VALUE` an item of a set, `i:N` one by its place, and `.` says that
the node itself is owned besides what is below it. A node without anything below is owned as a whole, as
atomic lists are.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any

from airkust.diff.change import Item, Path, Step
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
class _Node:
    """A node of a FieldsV1 trie, read as far as somebody asks."""

    raw: Mapping[str, Any] = field(repr=False)

    @property
    def is_member(self) -> bool:
        """The node itself is owned."""
        return not self.raw or "." in self.raw

    @cached_property
    def children(self) -> Mapping[Step, "_Node"]:
        return {
            step: _Node(inner if isinstance(inner, Mapping) else {})
            for key, inner in self.raw.items()
            if (step := _step(key)) is not None
        }

    def child(self, step: Step) -> "_Node | None":
        if not isinstance(step, Item):
            return self.children.get(step)
        wanted = _by_name(step)
        return self.children.get(wanted) or next(self._nearly(wanted), None)

    def _nearly(self, wanted: Item) -> Iterator["_Node"]:
        """Items that name more keys, or fewer: the schema and the table of merge keys may differ."""
        for step, node in self.children.items():
            if isinstance(step, Item):
                shared = {name for name, _ in step.keys} & {name for name, _ in wanted.keys}
                if shared and _only(step, shared) == _only(wanted, shared):
                    yield node


def _only(item: Item, names: set[str]) -> set[tuple[str, Any]]:
    return {(name, value) for name, value in item.keys if name in names}


def _by_name(item: Item) -> Item:
    return Item(tuple(sorted((name, _typed(value)) for name, value in item.keys)))


def _typed(value: object) -> str:
    """A scalar so that true and 1 differ, and 1 and 1.0 do not."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return json.dumps(value)


def _step(key: str) -> Step | None:
    """A key of FieldsV1 as a step whose items hold JSON text; None for `.` and for what is none."""
    kind, _, rest = key.partition(":")
    try:
        match kind:
            case "f":
                return rest
            case "i":
                return int(rest)
            case "v":
                return Item((("", _typed(json.loads(rest))),))
            case "k":
                keys = json.loads(rest)
                return _by_name(Item(tuple(keys.items()))) if isinstance(keys, dict) else None
    except (ValueError, RecursionError):
        return None
    return None


def _plain(step: Step) -> Step:
    """A step as changes write it."""
    if not isinstance(step, Item):
        return step
    return Item(tuple((name, json.loads(value)) for name, value in step.keys if isinstance(value, str)))


@dataclass(frozen=True, eq=False)
class Owners:
    """The owners of an object's fields. Nothing in it raises, whatever managedFields hold.

    Attributes:
        managed_fields: The entries of metadata.managedFields.
    """

    managed_fields: Iterable[Any] = field(repr=False)

    @cached_property
    def entries(self) -> tuple[tuple[Owner, _Node], ...]:
        """Who wrote, with the fields."""
        return tuple(
            (_owner(entry), _Node(tree.mapping(entry, "fieldsV1")))
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

    def fields(self, owner: Owner) -> Iterator[Path]:
        """The fields somebody owns, the innermost of each branch, in the order of the entry."""
        for known, top in self.entries:
            if known.is_same(owner):
                yield from _leaves(top)

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


def _owns(top: _Node, path: Path) -> bool:
    node = top
    for step in path:
        if not node.raw:
            return node is not top  # owned as a whole
        below = node.child(step)
        if below is None:
            return isinstance(step, int) and node is not top
        node = below
    return True


def _leaves(top: _Node) -> Iterator[Path]:
    pending: list[tuple[Path, _Node]] = [((), top)]
    while pending:
        here, node = pending.pop()
        if not node.children:
            yield here
        pending.extend(((*here, _plain(step)), below) for step, below in reversed([*node.children.items()]))
