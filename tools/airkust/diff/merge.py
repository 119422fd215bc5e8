"""What does a manifest make of a live object when it is merged into it?

Field by field and item by item; what is in the live object besides stays, in the form that the API server
stores.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from airkust.diff.change import Path
from airkust.diff.equivalence import as_stored, equivalent, holds, is_dropped
from airkust.diff.item_order import client_side_order, server_side_order
from airkust.diff.merge_keys import MergeKeys
from airkust.diff.place import MISSING, find
from airkust.model import tree

FILLED_IN_ITEMS: Final = frozenset(
    [
        "apiGroup",
        "apiVersion",
        "creationTimestamp",
        "defaultMode",
        "defaultRequest",
        "divisor",
        "expirationSeconds",
        "kind",
        "protocol",
        "scope",
        "status",
        "type",
        "volumeMode",
    ]
)
"""What the API server fills in inside the items of lists that belong to one manager as a whole, so that
nothing on record tells it from what was applied. In Kubernetes' defaults.go of each API group: ports of
policies, subjects of bindings, rules of webhooks, claims of StatefulSets, sources of projected
volumes."""

LIMITS: Final = frozenset(["default", "defaultRequest"])
"""In a LimitRange: filled in from its other limits, resource by resource."""


@dataclass(frozen=True, slots=True)
class Merge:
    """One merge.

    Attributes:
        built_in: The API server itself knows the kind.
        last: What client-side apply noted; None under server-side apply.
        owned_whole: Under server-side apply: whether the applier owns a field and all that is in it, as it
            does atomic mappings; None where such a thing is not on record.
        raw: The API server fills in what is missing in lists that are replaced whole.
    """

    built_in: bool
    last: Mapping[str, Any] | None = field(repr=False)
    owned_whole: Callable[[Path], bool] | None
    raw: bool

    def merged(self, path: Path, wanted: Any, live: Any, keys: MergeKeys) -> Any:  # noqa: ANN401 -- any JSON
        """What stands at a path afterwards.

        Args:
            path: Where.
            wanted: What the manifest says there.
            live: What stands there now, without what the applier gives up.
            keys: By which the items of lists are told apart, there and below.
        """
        if isinstance(wanted, Mapping) and isinstance(live, Mapping):
            return self._mapping(path, wanted, live, keys)
        if isinstance(wanted, list) and isinstance(live, list):
            return self._list(path, wanted, live, keys)
        if equivalent(path, wanted, live, built_in=self.built_in):
            return live
        return as_stored(path, wanted, built_in=self.built_in)

    def _mapping(
        self, path: Path, wanted: Mapping[str, Any], live: Mapping[str, Any], keys: MergeKeys
    ) -> Mapping[str, Any]:
        whole = self.owned_whole is not None and bool(wanted) and self.owned_whole(path)
        result = {
            key: value for key, value in live.items() if not whole or key in wanted or key in FILLED_IN_ITEMS
        }
        for key, value in wanted.items():
            here = (*path, key)
            dropped = is_dropped(here, value, built_in=self.built_in)
            if value is None or (dropped and (value == {} or key == "apiGroup")):
                continue  # nothing is said: what is there stays, be it a default
            if dropped:
                result.pop(key, None)
            elif key in result:
                result[key] = self.merged(here, value, live[key], keys.at(key))
            else:
                result[key] = as_stored(here, value, built_in=self.built_in)
        return result

    def _list(self, path: Path, wanted: list[Any], live: list[Any], keys: MergeKeys) -> list[Any]:
        said, there = keys.items(wanted), keys.items(live)
        if said is None or there is None:
            return self._replaced(path, wanted, live, keys)
        merged = {
            item: self.merged((*path, item), each, there[item], keys.at(item))
            if item in there
            else as_stored((*path, item), each, built_in=self.built_in)
            for item, each in said.items()
        }
        others = {item: each for item, each in there.items() if item not in said}
        ordered = server_side_order if self.last is None else client_side_order
        return ordered(list(there), merged, others)

    def _replaced(self, path: Path, wanted: list[Any], live: list[Any], keys: MergeKeys) -> list[Any]:
        """A list that is replaced whole: each item with the defaults of its predecessor."""
        if self.raw:
            return wanted
        before = self._predecessors(path, wanted, live, keys)
        noted = find(self.last, path) if self.last is not None else MISSING
        noted = noted if isinstance(noted, list) and len(noted) == len(live) else []
        return [
            as_stored((*path, place), each, built_in=self.built_in)
            if old is None
            else self._defaulted((*path, place), each, live[old], noted[old] if noted else MISSING)
            for place, (each, old) in enumerate(zip(wanted, before, strict=True))
        ]

    def _predecessors(
        self, path: Path, wanted: list[Any], live: list[Any], keys: MergeKeys
    ) -> Sequence[int | None]:
        """For each item that is wanted, the place of the live one it was; None where it is new.

        Equal ones from both ends, and those between them in turn where none has come or gone, else by name.
        """

        def equal(one: int, other: int) -> bool:
            below = keys.at(one)
            return holds((*path, one), wanted[one], live[other], below, built_in=self.built_in)

        shorter, longer = len(live), len(wanted)
        head = 0
        while head < min(shorter, longer) and equal(head, head):
            head += 1
        tail = 0
        while tail < min(shorter, longer) - head and equal(longer - 1 - tail, shorter - 1 - tail):
            tail += 1
        if shorter == longer:
            return range(longer)
        names: dict[str | None, int] = {
            tree.text(live[place], "name"): place for place in range(head, shorter - tail)
        }
        moved = shorter - longer
        return [
            place
            if place < head
            else place + moved
            if place >= longer - tail
            else names.get(tree.text(wanted[place], "name") or None)
            for place in range(longer)
        ]

    def _defaulted(self, path: Path, wanted: Any, live: Any, noted: Any) -> Any:  # noqa: ANN401 -- any JSON
        """An item of such a list, with what the API server had filled in there."""
        if isinstance(wanted, list) and isinstance(live, list) and len(wanted) == len(live):
            pairs = zip(wanted, live, strict=True)
            notes = noted if isinstance(noted, list) and len(noted) == len(live) else [MISSING] * len(live)
            return [self._defaulted((*path, place), *pair, notes[place]) for place, pair in enumerate(pairs)]
        if not isinstance(wanted, Mapping) or not isinstance(live, Mapping):
            same = equivalent(path, wanted, live, built_in=self.built_in)
            return live if same else as_stored(path, wanted, built_in=self.built_in)
        result = {}
        for key, value in live.items():
            said, note = wanted.get(key), _noted(noted, key)
            if said is not None and not is_dropped((*path, key), said, built_in=self.built_in):
                result[key] = self._defaulted((*path, key), said, value, note)
            elif said is None and (path[-1] in LIMITS or self._is_filled_in(key, noted, note)):
                result[key] = value
        added = {key: value for key, value in wanted.items() if key not in live}
        return {**result, **as_stored(path, added, built_in=self.built_in)}

    def _is_filled_in(self, key: str, noted: Any, note: Any) -> bool:  # noqa: ANN401 -- any JSON value
        """Whether a field of such an item, that the manifest does not set, is the API server's."""
        if noted is not MISSING:
            return note is MISSING
        return not self.built_in or key in FILLED_IN_ITEMS or self.owned_whole is None


def _noted(noted: Any, key: str) -> Any:  # noqa: ANN401 -- any JSON value
    return noted.get(key, MISSING) if isinstance(noted, Mapping) else MISSING
