"""What does an apply take away because the manifest says it no more?

Client-side apply deletes what stands in its last-applied note and not in the manifest, whoever else wrote
it (kubectl, `pkg/cmd/apply/patcher.go`; apimachinery, `strategicpatch` and `jsonmergepatch`). Server-side
apply removes what the applying manager owned and applies no more, unless somebody else owns it too
(structured-merge-diff, `merge/update.go`: prune, addBackOwnedItems).
"""

from collections.abc import Iterator, Mapping
from typing import Any

from airkust.diff.change import Item, Path, Step
from airkust.diff.equivalence import EMPTY_DROPPED
from airkust.diff.merge_keys import MergeKeys
from airkust.diff.owners import Owner, Owners
from airkust.diff.place import MISSING, find, is_item, step_into


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
    for path in fields:
        value: Any = desired
        for depth, step in enumerate(path, 1):
            if not isinstance(value, Mapping | list) or isinstance(step, int):
                break
            value = step_into(value, step)
            if value is MISSING or value is None:
                yield path[:depth]
                break


def without_given_up(
    owners: Owners, ours: Owner, desired: Mapping[str, Any], body: Mapping[str, Any]
) -> Mapping[str, Any]:
    """An object without what its applier gives up, what others own too kept."""
    left: Any = body
    for path in given_up(owners, ours, desired):
        value = find(left, path)
        if value is not MISSING:
            left = _replaced(left, path, _of_others(owners, ours, path, value))
    return left if isinstance(left, Mapping) else body


def _of_others(owners: Owners, ours: Owner, path: Path, value: Any) -> Any:  # noqa: ANN401 -- any JSON
    """The part of a value that others own; MISSING where they own nothing of it.

    Who owns a field of an item and not the item keeps neither.
    """
    last = path[-1]
    if all(owner.is_same(ours) for owner in owners.of(path)):
        return MISSING
    if isinstance(last, Item) and last not in owners.items(path[:-1], besides=ours):
        return MISSING
    if isinstance(value, list) and (items := owners.items(path, besides=ours)):
        found = [(item, each) for each in value for item in items if is_item(each, item)]
        return [_of_others(owners, ours, (*path, item), each) for item, each in found]
    if not isinstance(value, Mapping):
        return value
    names = {name for name, _ in last.keys} if isinstance(last, Item) else set()
    left = {}
    for key, inner in value.items():
        kept = inner if key in names else _of_others(owners, ours, (*path, key), inner)
        if kept is not MISSING:
            left[key] = kept
    return left


def _replaced(body: Any, path: Path, value: Any) -> Any:  # noqa: ANN401 -- any JSON
    """A body with another value at a path that exists, or with nothing there."""
    if not path:
        return value
    step, *rest = path
    inner = _replaced(step_into(body, step), tuple(rest), value)
    if rest and is_nothing(step, inner):
        inner = MISSING
    if isinstance(body, Mapping):
        changed = {key: inner if key == step else each for key, each in body.items()}
        return {key: each for key, each in changed.items() if each is not MISSING}
    if isinstance(step, Item):
        changed_items = [inner if is_item(each, step) else each for each in body]
        return [each for each in changed_items if each is not MISSING]
    return body
