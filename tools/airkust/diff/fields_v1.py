"""What does one entry of metadata.managedFields own?

FieldsV1 is a trie (structured-merge-diff, `fieldpath/serialize-pe.go`): `f:NAME` is a field, `k:{...}` an
item of a list by its merge keys, `v:VALUE` an item of a set, `i:N` one by its place, and `.` says that
the node itself is owned besides what is below it. A node without anything below is owned as a whole, as
atomic lists are.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from airkust.diff.change import Item, Path, Step


@dataclass(frozen=True, eq=False)
class Node:
    """A node of a FieldsV1 trie, read as far as somebody asks."""

    raw: Mapping[str, Any] = field(repr=False)

    @property
    def is_member(self) -> bool:
        """The node itself is owned."""
        return not self.raw or "." in self.raw

    @cached_property
    def children(self) -> Mapping[Step, "Node"]:
        return {
            step: Node(inner if isinstance(inner, Mapping) else {})
            for key, inner in self.raw.items()
            if (step := _step(key)) is not None
        }

    def child(self, step: Step) -> "Node | None":
        if not isinstance(step, Item):
            return self.children.get(step)
        wanted = _by_name(step)
        found = self.children.get(wanted)
        if found is not None or self._names == {_names_of(wanted)}:
            return found
        return next(self._nearly(wanted), None)

    @cached_property
    def _names(self) -> set[tuple[str, ...]]:
        return {_names_of(step) for step in self.children if isinstance(step, Item)}

    def _nearly(self, wanted: Item) -> Iterator["Node"]:
        """Items that name more keys, or fewer: the schema and the table of merge keys may differ."""
        for step, node in self.children.items():
            if isinstance(step, Item):
                shared = {name for name, _ in step.keys} & {name for name, _ in wanted.keys}
                if shared and _only(step, shared) == _only(wanted, shared):
                    yield node


def _names_of(item: Item) -> tuple[str, ...]:
    return tuple(name for name, _ in item.keys)


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


def plain(step: Step) -> Step:
    """A step as changes write it."""
    if not isinstance(step, Item):
        return step
    return Item(tuple((name, json.loads(value)) for name, value in step.keys if isinstance(value, str)))


def descend(top: Node, path: Path) -> Node | None:
    """The node at a path; None where the entry owns nothing there."""
    node: Node | None = top
    for step in path:
        node = node.child(step) if node else None
    return node


def leaves(top: Node) -> Iterator[Path]:
    """The innermost owned fields, in order."""
    pending: list[tuple[Path, Node]] = [((), top)]
    while pending:
        here, node = pending.pop()
        if not node.children:
            yield here
        pending.extend(((*here, plain(step)), below) for step, below in reversed([*node.children.items()]))
