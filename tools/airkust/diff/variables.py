"""Does a variable hold something else once the variables of a container stand in another order?"""

from collections.abc import Iterator, Mapping
from typing import Any

from airkust.diff.change import Item
from airkust.model import tree
from airkust.model.environment import REFERENCE


def order_matters(before: Mapping[Item, Any], after: Mapping[Item, Any]) -> bool:
    """Whether a `$(NAME)` finds its variable above it in one order and not in the other.

    The kubelet expands it with what stands above; else it leaves it as it is.

    Args:
        before: The variables in their order.
        after: The same in the other order; one that is on one side only is a change of its own.
    """
    place_before = {_name(item): place for place, item in enumerate(before)}
    place_after = {_name(item): place for place, item in enumerate(after)}
    return any(
        (place_before[wanted] < place_before[name]) is not (place_after[wanted] < place_after[name])
        for item, value in after.items()
        if (name := _name(item)) in place_before
        for wanted in _references(value)
        if wanted in place_before and wanted in place_after
    )


def _name(item: Item) -> object:
    return item.keys[0][1]


def _references(variable: object) -> Iterator[str]:
    for match in REFERENCE.finditer(tree.text(variable, "value")):
        if match.group(1) is not None:
            yield match.group(1)
