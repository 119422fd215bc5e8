"""In which order do the items of a keyed list stand after an apply, those of others among them?"""

from collections.abc import Mapping, Sequence
from typing import Any

from airkust.diff.change import Item


def server_side_order(
    live: Sequence[Item], merged: Mapping[Item, Any], others: Mapping[Item, Any]
) -> list[Any]:
    """As server-side apply has it: the manifest's order, the others behind whom they stand now.

    Args:
        live: How the items are ordered now.
        merged: The items of the manifest, as they would be, in its order.
        others: The items that are no business of the manifest.
    """
    behind: dict[Item | None, list[Any]] = {}
    last = None
    for item in live:
        if item in others:
            behind.setdefault(last, []).append(others[item])
        else:
            last = item
    ordered = list(behind.get(None, ()))
    for item, value in merged.items():
        ordered += [value, *behind.get(item, ())]
    return ordered


def client_side_order(
    live: Sequence[Item], merged: Mapping[Item, Any], others: Mapping[Item, Any]
) -> list[Any]:
    """As a strategic merge patch has it: an item of others stands before one it stands before now.

    Source: apimachinery, `pkg/util/strategicpatch/patch.go`, mergeSortedSlice. Arguments as above.
    """
    place = {item: number for number, item in enumerate(live)}
    waiting = [item for item in live if item in others]
    ordered = []
    taken = 0
    for item, value in merged.items():
        while item in place and taken < len(waiting) and place[waiting[taken]] < place[item]:
            ordered.append(others[waiting[taken]])
            taken += 1
        ordered.append(value)
    return ordered + [others[item] for item in waiting[taken:]]
