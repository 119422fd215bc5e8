"""Which items of two lists without merge keys are the same item?

By where they stand, but so that one inserted at the head does not make every other a change: items that
occur once in both lists and in the same order are anchors (as in a patience diff), and between two anchors
the places count. Linear but for a sort, whatever the lists hold.
"""

import json
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from airkust.diff.change import Item, Step
from airkust.model import tree

Pair = tuple[int | None, int | None]
"""An index before and an index after; None where an item has no partner."""


def aligned(before: Sequence[Any], after: Sequence[Any]) -> Iterator[Pair]:
    """Every item of both lists once, in order, those that belong together as a pair.

    Where all items have a name the name decides, else their whole content: the partner of an item need not
    be equal to it.
    """
    old, new = _names(before), _names(after)
    named = old is not None and new is not None
    if old is None or new is None:
        old, new = [_content(item) for item in before], [_content(item) for item in after]
    start_old, start_new = 0, 0
    for stop_old, stop_new in (*_anchors(old, new), (len(old), len(new))):
        yield from _between(old, new, range(start_old, stop_old), range(start_new, stop_new), named=named)
        if stop_old < len(old):
            yield stop_old, stop_new
        start_old, start_new = stop_old + 1, stop_new + 1


def reordered(
    before: Sequence[Any], after: Sequence[Any]
) -> tuple[tuple[Step, ...], tuple[Step, ...]] | None:
    """How two lists with the same items name their order; None where they hold different items.

    Returns:
        The steps of the items before and after: by what they are where that is one word, by name where they
        have one, else by the index they had before.
    """
    old, new = [_content(item) for item in before], [_content(item) for item in after]
    if old == new or Counter(old) != Counter(new):
        return None
    places: dict[str, list[int]] = {}
    for index in reversed(range(len(old))):
        places.setdefault(old[index], []).append(index)
    order = [places[content].pop() for content in new]
    steps = _steps(before)
    return tuple(steps), tuple(steps[index] for index in order)


def _steps(items: Sequence[Any]) -> list[Step]:
    if all(isinstance(item, str) for item in items) and len(set(items)) == len(items):
        return [Item((("", item),)) for item in items]
    names = [tree.text(item, "name") for item in items]
    if all(names) and len(set(names)) == len(names):
        return [Item((("name", name),)) for name in names]
    return list(range(len(items)))


def _names(items: Sequence[Any]) -> list[str] | None:
    """The names of the items, as objects and most lists have them; None where one has none."""
    names = [tree.text(item, "name") or tree.text(item, "metadata", "name") for item in items]
    return names if all(names) else None


def _content(item: object) -> str:
    return json.dumps(item, sort_keys=True, default=_plain)


def _plain(value: object) -> object:
    return dict(value) if isinstance(value, Mapping) else repr(value)


def _anchors(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int]]:
    """The longest run of items that occur once on either side and come in the same order."""
    count_old, count_new = Counter(old), Counter(new)
    place = {token: index for index, token in enumerate(new) if count_new[token] == 1}
    common = [(i, place[token]) for i, token in enumerate(old) if count_old[token] == 1 and token in place]
    lowest: list[int] = []  # of all runs of each length: the lowest last place in `new`
    last: list[int] = []  # and which of `common` that is
    previous: list[int] = []
    for number, (_, here) in enumerate(common):
        length = bisect_left(lowest, here)
        previous.append(last[length - 1] if length else -1)
        lowest[length : length + 1] = [here]
        last[length : length + 1] = [number]
    run: list[tuple[int, int]] = []
    number = last[-1] if last else -1
    while number >= 0:
        run.append(common[number])
        number = previous[number]
    return run[::-1]


def _between(
    old: Sequence[str], new: Sequence[str], left: range, right: range, *, named: bool
) -> Iterator[Pair]:
    """The items between two anchors: equal ones at both ends first, then one by one."""
    shorter = min(len(left), len(right))
    head = next((n for n in range(shorter) if old[left[n]] != new[right[n]]), shorter)
    most = shorter - head
    tail = next((n for n in range(most) if old[left[-1 - n]] != new[right[-1 - n]]), most)
    yield from zip(left[:head], right[:head], strict=True)
    rest_left, rest_right = left[head : len(left) - tail], right[head : len(right) - tail]
    paired = 0 if named else min(len(rest_left), len(rest_right))
    yield from zip(rest_left[:paired], rest_right[:paired], strict=True)
    yield from ((index, None) for index in rest_left[paired:])
    yield from ((None, index) for index in rest_right[paired:])
    yield from zip(left[len(left) - tail :], right[len(right) - tail :], strict=True)
