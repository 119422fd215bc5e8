"""What does an object become when changes are applied to it? The promise `airkust.diff.walk` makes."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from airkust.diff.change import Change, ChangeKind, Item, Path, Step
from airkust.diff.merge_keys import MergeKeys

Below = list[tuple[Path, Change]]
"""Changes with the rest of their paths."""


def apply(body: object, changes: Iterable[Change], keys: MergeKeys) -> Any:  # noqa: ANN401 -- any JSON value
    """A new value; the given one stays as it is."""
    return _applied(body, [(change.path, change) for change in changes], keys)


def _applied(value: object, below: Below, keys: MergeKeys) -> Any:  # noqa: ANN401 -- any JSON value
    for rest, change in below:
        if not rest and change.kind is ChangeKind.CHANGED:
            return change.after
    if not below:
        return value
    return _mapping(value, below, keys) if isinstance(value, Mapping) else _list(value, below, keys)


def _mapping(value: Mapping[str, Any], below: Below, keys: MergeKeys) -> dict[str, Any]:
    result = dict(value)
    for step, changes in _by_step(below).items():
        assert isinstance(step, str)
        match _fate(changes):
            case ChangeKind.ADDED:
                assert step not in value
                result[step] = changes[0][1].after
            case ChangeKind.REMOVED:
                del result[step]
            case _:
                result[step] = _applied(value[step], changes, keys.at(step))
    return result


def _list(value: object, below: Below, keys: MergeKeys) -> list[Any]:
    assert isinstance(value, list)
    items = dict(enumerate(value))
    added = [each for each in below if _is_added(*each)]
    for step, changes in _by_step([each for each in below if each[0] and not _is_added(*each)]).items():
        index = _index(value, step, keys)
        if _fate(changes) is ChangeKind.REMOVED:
            del items[index]
        else:
            items[index] = _applied(value[index], changes, keys.at(step))
    order = list(items)
    for rest, change in below:
        if not rest:
            assert order == [_index(value, step, keys) for step in change.before]
            order = [_index(value, step, keys) for step in change.after]
    result = [items[index] for index in order]
    for _, change in added:
        assert change.place is not None
        result.insert(change.place, change.after)
    return result


def _is_added(rest: Path, change: Change) -> bool:
    return len(rest) == 1 and change.kind is ChangeKind.ADDED


def _by_step(below: Below) -> dict[Step, Below]:
    found: dict[Step, Below] = {}
    for rest, change in below:
        found.setdefault(rest[0], []).append((rest[1:], change))
    return found


def _fate(changes: Below) -> ChangeKind | None:
    """What happens to the value as a whole."""
    return next((change.kind for rest, change in changes if not rest), None)


def _index(values: Sequence[Any], step: Step, keys: MergeKeys) -> int:
    if isinstance(step, int):
        return step
    assert isinstance(step, Item)
    [found] = [index for index, value in enumerate(values) if _is(value, step, keys)]
    return found


def _is(value: object, item: Item, keys: MergeKeys) -> bool:
    for name, key in item.keys:
        own = value
        if name:
            own = value.get(name, keys.defaults.get(name)) if isinstance(value, Mapping) else None
        if type(own) is not type(key) or own != key:
            return False
    return True
