"""Which fields differ between two states of an object?

Applied to the first state, the changes give exactly the second one. What is the same costs one comparison;
lists are compared by their merge keys, or aligned where they have none.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from airkust.diff import variables
from airkust.diff.alignment import aligned, reordered
from airkust.diff.change import Change, ChangeKind, Item, Path, Step
from airkust.diff.documents import document
from airkust.diff.json_value import same
from airkust.diff.merge_keys import MergeKeys
from airkust.diff.object_keys import keys_of


def compare_bodies(
    before: Mapping[str, Any], after: Mapping[str, Any], managed_fields: Iterable[object] = ()
) -> tuple[Change, ...]:
    """What differs between two bodies of one object.

    Args:
        before: What is.
        after: What would be.
        managed_fields: Entries of metadata.managedFields, of either state or both: a custom resource's
            merge keys are read from them.
    """
    if same(before, after):
        return ()
    return changes(before, after, keys_of(after, managed_fields))


def changes(before: Mapping[str, Any], after: Mapping[str, Any], keys: MergeKeys) -> tuple[Change, ...]:
    """The differences between two mappings: fields in the order of the first, then those it does not have.

    The path of a change names items of keyed lists by their keys. In other lists an index counts in `before`,
    but for what is added, where it is the place in `after`.

    Args:
        before: What is.
        after: What would be.
        keys: The merge keys of the object.
    """
    return tuple(_differences((), before, after, keys))


def inner_changes(path: Path, before: str, after: str) -> tuple[Change, ...]:
    """The differences between the documents two texts hold.

    Args:
        path: Where the texts stand; its last key tells what they are.
        before: What is.
        after: What would be.

    Returns:
        Each with the whole path; none where one of them holds no document, or both say the same in other
        words.
    """
    name = next((step for step in reversed(path) if isinstance(step, str)), "")
    old, new = document(name, before), document(name, after)
    if old is None or new is None or isinstance(old, list) is not isinstance(new, list):
        return ()
    try:
        return tuple(_differences(path, old, new, keys_of(new) if isinstance(new, Mapping) else MergeKeys()))
    except RecursionError:  # JSON may be nested deeper than anything can be shown
        return ()


def _differences(path: Path, before: object, after: object, keys: MergeKeys) -> Iterator[Change]:
    if same(before, after):
        return
    if isinstance(before, Mapping) and isinstance(after, Mapping):
        yield from _of_mappings(path, before, after, keys)
    elif isinstance(before, list) and isinstance(after, list):
        yield from _of_lists(path, before, after, keys)
    elif isinstance(before, str) and isinstance(after, str):
        yield Change(path, ChangeKind.CHANGED, before, after, inner_changes(path, before, after))
    else:
        yield Change(path, ChangeKind.CHANGED, before, after)


def _of_mappings(
    path: Path, before: Mapping[str, Any], after: Mapping[str, Any], keys: MergeKeys
) -> Iterator[Change]:
    for name, value in before.items():
        if name in after:
            yield from _differences((*path, name), value, after[name], keys.at(name))
        else:
            yield Change((*path, name), ChangeKind.REMOVED, before=value)
    for name, value in after.items():
        if name not in before:
            yield Change((*path, name), ChangeKind.ADDED, after=value)


def _of_lists(path: Path, before: list[Any], after: list[Any], keys: MergeKeys) -> Iterator[Change]:
    old, new = keys.items(before), keys.items(after)
    if old is not None and new is not None:
        yield from _of_keyed_lists(path, old, new, keys)
    elif order := reordered(before, after):
        yield Change(path, ChangeKind.REORDERED, *order, order_matters=True)
    else:
        yield from _of_atomic_lists(path, before, after, keys)


def _of_keyed_lists(
    path: Path, before: Mapping[Item, Any], after: Mapping[Item, Any], keys: MergeKeys
) -> Iterator[Change]:
    for item, value in before.items():
        if item in after:
            yield from _differences((*path, item), value, after[item], keys.at(item))
        else:
            yield Change((*path, item), ChangeKind.REMOVED, before=value)
    for place, (item, value) in enumerate(after.items()):
        if item not in before:
            yield Change((*path, item), ChangeKind.ADDED, after=value, place=place)
    order: tuple[Step, ...] = tuple(item for item in before if item in after)
    new_order: tuple[Step, ...] = tuple(item for item in after if item in before)
    if order != new_order:
        matters = keys.ordered or (path[-1:] == ("env",) and variables.order_matters(before, after))
        yield Change(path, ChangeKind.REORDERED, order, new_order, order_matters=matters)


def _of_atomic_lists(path: Path, before: list[Any], after: list[Any], keys: MergeKeys) -> Iterator[Change]:
    for old, new in aligned(before, after):
        if old is None and new is not None:
            yield Change((*path, new), ChangeKind.ADDED, after=after[new], place=new)
        elif old is not None and new is None:
            yield Change((*path, old), ChangeKind.REMOVED, before=before[old])
        elif old is not None and new is not None:
            yield from _differences((*path, old), before[old], after[new], keys.at(old))
