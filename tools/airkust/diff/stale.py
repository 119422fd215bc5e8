"""What does an apply take away because the manifest says it no more?

Client-side apply deletes what stands in its last-applied note and not in the manifest, whoever else wrote
it (kubectl, `pkg/cmd/apply/patcher.go`; apimachinery, `strategicpatch` and `jsonmergepatch`). Server-side
apply removes what the applying manager owned and applies no more, unless somebody else owns it too
(structured-merge-diff, `merge/update.go`: prune, addBackOwnedItems).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from airkust.diff.change import Item, Path, Step
from airkust.diff.equivalence import EMPTY_DROPPED
from airkust.diff.merge_keys import MergeKeys
from airkust.diff.owners import Owner, Owners
from airkust.diff.place import MISSING, Lookup


def without_noted(last: Any, wanted: Any, body: Any, keys: MergeKeys) -> Any:  # noqa: ANN401 -- any JSON
    """A value without what was noted and is no longer wanted; the same object where nothing goes.

    Args:
        last: What client-side apply sent the last time.
        wanted: What it would send now.
        body: What it would be taken from.
        keys: Of the place where the three stand.
    """
    if isinstance(last, Mapping) and isinstance(wanted, Mapping) and isinstance(body, Mapping):
        return _mapping_without(last, wanted, body, keys)
    if isinstance(last, list) and isinstance(wanted, list) and isinstance(body, list):
        return _list_without(last, wanted, body, keys)
    return body


def _mapping_without(
    last: Mapping[str, Any], wanted: Mapping[str, Any], body: Mapping[str, Any], keys: MergeKeys
) -> Mapping[str, Any]:
    left = dict(body)
    for key, noted in last.items():
        if noted is None or key not in left:
            continue
        if wanted.get(key) is None:
            del left[key]
            continue
        inner = without_noted(noted, wanted[key], left[key], keys.at(key))
        if inner is not left[key] and is_nothing(key, inner):
            del left[key]
        else:
            left[key] = inner
    unchanged = left.keys() == body.keys() and all(left[key] is body[key] for key in left)
    return body if unchanged else left


def _list_without(last: list[Any], wanted: list[Any], body: list[Any], keys: MergeKeys) -> list[Any]:
    noted, said, there = keys.items(last), keys.items(wanted), keys.items(body)
    if noted is None or said is None or there is None:
        return body  # replaced whole
    left = [
        without_noted(noted[item], said[item], each, keys.at(item)) if item in noted else each
        for item, each in there.items()
        if item not in noted or item in said
    ]
    unchanged = len(left) == len(body) and all(one is other for one, other in zip(left, body, strict=True))
    return body if unchanged else left


def noted_away(last: Any, wanted: Any, keys: MergeKeys, here: Path = ()) -> Iterator[Path]:  # noqa: ANN401
    """The fields that were noted and are no longer wanted, the outermost of each branch.

    Args:
        last: What client-side apply sent the last time.
        wanted: What is applied now.
        keys: Of the place where both stand.
        here: That place.
    """
    if isinstance(last, Mapping) and isinstance(wanted, Mapping):
        fields: Mapping[Any, Any] = {key: value for key, value in last.items() if value is not None}
        there: Mapping[Any, Any] = {key: value for key, value in wanted.items() if value is not None}
    elif isinstance(last, list) and isinstance(wanted, list):
        noted, said = keys.items(last), keys.items(wanted)
        if noted is None or said is None:
            return  # replaced whole
        fields, there = noted, said
    else:
        return
    for step, value in fields.items():
        if step in there:
            yield from noted_away(value, there[step], keys.at(step), (*here, step))
        else:
            yield (*here, step)


def is_nothing(key: Step, value: object) -> bool:
    """Whether a field emptied of its last entry goes as well."""
    return value == [] or (value == {} and key in EMPTY_DROPPED)


def given_up(owners: Owners, ours: Owner, desired: Mapping[str, Any]) -> tuple[Path, ...]:
    """The fields a server-side applier owns and applies no more, the outermost of each branch.

    Args:
        owners: Of the live object.
        ours: The applier.
        desired: What it applies now.
    """
    return tuple(dict.fromkeys(_absent(owners.fields(ours), desired)))


def _absent(fields: Iterator[Path], desired: Mapping[str, Any]) -> Iterator[Path]:
    lookup = Lookup()
    for path in fields:
        value: Any = desired
        for depth, step in enumerate(path, 1):
            if not isinstance(value, Mapping | list) or isinstance(step, int):
                break
            value = lookup.step(value, step)
            if value is MISSING or value is None:
                yield path[:depth]
                break


def without_given_up(
    owners: Owners, ours: Owner, desired: Mapping[str, Any], body: Mapping[str, Any]
) -> Mapping[str, Any]:
    """An object without what its applier gives up, what others own too kept."""
    gone: dict[Step, Any] = {}
    for path in given_up(owners, ours, desired):
        branch = gone
        for step in path[:-1]:
            branch = branch.setdefault(step, {})
        branch[path[-1]] = None
    left = _Pruning(owners, ours, Lookup()).pruned((), gone, body)
    return left if isinstance(left, Mapping) else body


@dataclass(frozen=True, slots=True)
class _Pruning:
    """Taking away what an applier gives up."""

    owners: Owners
    ours: Owner
    lookup: Lookup

    def pruned(self, path: Path, gone: Mapping[Step, Any], body: Any) -> Any:  # noqa: ANN401 -- any JSON
        """A value without the branches that are gone: a trie whose leaves are None."""
        if not isinstance(body, Mapping | list):
            return body
        left: dict[Any, Any] = {}
        for step, below in gone.items():
            value = self.lookup.step(body, step)
            if value is MISSING:
                continue
            here = (*path, step)
            place: Any = step
            if isinstance(step, Item) and isinstance(body, list):
                place = self.lookup.place(body, step)
            left[place] = self.of_others(here, value) if below is None else self.pruned(here, below, value)
            if below is not None and is_nothing(step, left[place]):
                left[place] = MISSING
        pairs = body.items() if isinstance(body, Mapping) else enumerate(body)
        kept = [(key, left.get(key, value)) for key, value in pairs]
        if isinstance(body, Mapping):
            return {key: value for key, value in kept if value is not MISSING}
        return [value for _, value in kept if value is not MISSING]

    def of_others(self, path: Path, value: Any) -> Any:  # noqa: ANN401 -- any JSON value
        """The part of a value that others own; MISSING where they own nothing of it.

        Who owns a field of an item and not the item keeps neither.
        """
        last = path[-1]
        if all(owner.is_same(self.ours) for owner in self.owners.of(path)):
            return MISSING
        if isinstance(last, Item) and not self.owners.has_item(path, besides=self.ours):
            return MISSING
        if isinstance(value, list) and (items := self.owners.items(path, besides=self.ours)):
            places = {self.lookup.place(value, item): item for item in items}
            return [
                self.of_others((*path, places[place]), each)
                for place, each in enumerate(value)
                if place in places
            ]
        if not isinstance(value, Mapping):
            return value
        names = {name for name, _ in last.keys} if isinstance(last, Item) else set()
        left = {
            key: each if key in names else self.of_others((*path, key), each) for key, each in value.items()
        }
        return {key: each for key, each in left.items() if each is not MISSING}
