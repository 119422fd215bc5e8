"""Who talks to whom, as a picture: boxes in columns, calls from left to right."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from airkust.model.traffic import Link, Party, PartyKind, Traffic

BOX_WIDTH: Final = 190
BOX_HEIGHT: Final = 52
COLUMN_GAP: Final = 88
ROW_GAP: Final = 22
LANE: Final = 8
"""Height of what passes a column without ending there."""
MARGIN: Final = 12
ARROW: Final = 7
ROUNDS: Final = 8
LETTERS: Final = 23
"""Of the type in a box that surely fit."""

COLUMNS: Final = {
    PartyKind.PEOPLE: 0,
    PartyKind.TASKS: 0,
    PartyKind.COMPONENT: 1,
    PartyKind.JOBS: 1,
    PartyKind.POOLER: 2,
    PartyKind.INSIDE: 3,
    PartyKind.OUTSIDE: 3,
    PartyKind.KUBERNETES: 3,
}
"""From those who ask to those who only answer."""


@dataclass(frozen=True, slots=True)
class Box:
    """A party with its place.

    Attributes:
        lines: One or two.
    """

    party: Party
    x: int
    y: int
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A call.

    Attributes:
        path: For the `d` of an SVG path.
    """

    link: Link
    path: str


@dataclass(frozen=True, slots=True)
class Graph:
    """The picture."""

    width: int
    height: int
    boxes: tuple[Box, ...]
    lines: tuple[Line, ...]


Slot = tuple[str, int]
"""A party's key, or that of whom passing calls are for, and the column."""


def graph(traffic: Traffic, sizes: Mapping[str, str]) -> Graph:
    """Lay the parties out in columns, with as few crossings as a few sweeps find.

    Args:
        traffic: Who talks to whom.
        sizes: By the key of a party, how many pods it has, in words.
    """
    columns = _columns(traffic.parties)
    chains = {(link.source.key, link.target.key): _chain(link, columns) for link in traffic.links}
    rows = _rows(traffic.parties, columns, chains.values())
    places = _places(rows, set(columns))
    boxes = tuple(
        Box(party, *places[party.key, columns[party.key]], _lines(party, sizes.get(party.key, "")))
        for party in traffic.parties
    )
    lines = tuple(
        Line(link, _path([places[slot] for slot in chains[link.source.key, link.target.key]]))
        for link in traffic.links
    )
    width = MARGIN * 2 + len(rows) * BOX_WIDTH + (len(rows) - 1) * COLUMN_GAP
    ends = [
        y + BOX_HEIGHT if name in columns else y + (BOX_HEIGHT + LANE) // 2
        for (name, _), (_, y) in places.items()
    ]
    height = max(ends, default=0) + MARGIN
    return Graph(width, height, boxes, lines)


def _columns(parties: Sequence[Party]) -> Mapping[str, int]:
    """The column of each party; those that would be empty are left out."""
    used = sorted({COLUMNS[party.kind] for party in parties})
    return {party.key: used.index(COLUMNS[party.kind]) for party in parties}


def _chain(link: Link, columns: Mapping[str, int]) -> tuple[Slot, ...]:
    """The slots a call passes, from source to target. Calls to the same party pass a column together."""
    start, end = columns[link.source.key], columns[link.target.key]
    between = range(start + 1, end)
    return (
        (link.source.key, start),
        *((f"to {link.target.key}", at) for at in between),
        (link.target.key, end),
    )


def _rows(
    parties: Sequence[Party], columns: Mapping[str, int], chains: Iterable[Sequence[Slot]]
) -> list[list[Slot]]:
    """The slots of each column from top to bottom: each near the middle of its neighbours."""
    chains = list(chains)
    count = max(columns.values(), default=-1) + 1
    rows: list[list[Slot]] = [[] for _ in range(count)]
    for slot in dict.fromkeys(
        [(party.key, columns[party.key]) for party in parties] + [s for c in chains for s in c]
    ):
        rows[slot[1]].append(slot)
    right: dict[Slot, list[Slot]] = {}
    left: dict[Slot, list[Slot]] = {}
    for chain in chains:
        for one, other in pairwise(chain):
            right.setdefault(one, []).append(other)
            left.setdefault(other, []).append(one)
    for _ in range(ROUNDS):
        for number in range(1, count):
            _sort(rows[number], rows[number - 1], left)
        for number in range(count - 2, -1, -1):
            _sort(rows[number], rows[number + 1], right)
    return rows


def _sort(row: list[Slot], beside: Sequence[Slot], neighbours: Mapping[Slot, Sequence[Slot]]) -> None:
    at = {slot: (number + 0.5) / len(beside) for number, slot in enumerate(beside)}
    own = {slot: (number + 0.5) / len(row) for number, slot in enumerate(row)}

    def middle(slot: Slot) -> float:
        known = [at[each] for each in neighbours.get(slot, ()) if each in at]
        return sum(known) / len(known) if known else own[slot]

    row.sort(key=middle)


def _places(rows: Sequence[Sequence[Slot]], keys: set[str]) -> Mapping[Slot, tuple[int, int]]:
    """The upper left corner of each slot; columns are centred beside the tallest."""

    def height(slot: Slot) -> int:
        return BOX_HEIGHT if slot[0] in keys else LANE

    heights = [sum(height(slot) + ROW_GAP for slot in row) - ROW_GAP for row in rows]
    tallest = max(heights, default=0)
    places: dict[Slot, tuple[int, int]] = {}
    for number, row in enumerate(rows):
        y = MARGIN + (tallest - heights[number]) // 2
        for slot in row:
            # a lane's line runs in its middle, as a box's does
            shift = 0 if slot[0] in keys else (LANE - BOX_HEIGHT) // 2
            places[slot] = (MARGIN + number * (BOX_WIDTH + COLUMN_GAP), y + shift)
            y += height(slot) + ROW_GAP
    return places


def _path(points: Sequence[tuple[int, int]]) -> str:
    """A curve that leaves each column level and enters the next one level; an arc within one column."""
    middle = BOX_HEIGHT // 2
    x, y = points[0][0] + BOX_WIDTH, points[0][1] + middle
    if points[-1][0] < x:
        return _arc(x, y, points[-1][0] + BOX_WIDTH, points[-1][1] + middle)
    parts = [f"M{x} {y}"]
    for to_x, to_y in ((px, py + middle) for px, py in points[1:]):
        bend = (to_x - x) // 2
        last = to_x == points[-1][0]
        parts.append(f"C{x + bend} {y} {to_x - bend} {to_y} {to_x - ARROW if last else to_x} {to_y}")
        x, y = to_x, to_y
        if not last:
            x += BOX_WIDTH
            parts.append(f"H{x}")
    return "".join(parts)


def _arc(x: int, y: int, to_x: int, to_y: int) -> str:
    out = max(x, to_x) + COLUMN_GAP // 3
    return f"M{x} {y}C{out} {y} {out} {to_y} {to_x + ARROW} {to_y}"


def _lines(party: Party, size: str) -> tuple[str, ...]:
    detail = party.detail or size or KINDS.get(party.kind, "")
    return tuple(_short(line) for line in (party.name, detail) if line)


KINDS: Final = {
    PartyKind.COMPONENT: "component of Airflow",
    PartyKind.POOLER: "connection pooler",
    PartyKind.INSIDE: "in this cluster",
    PartyKind.TASKS: "one for each task",
    PartyKind.JOBS: "run to their end",
    PartyKind.PEOPLE: "outside",
    PartyKind.KUBERNETES: "outside",
}
"""A party's second line, where nothing is more telling."""


def _short(text: str) -> str:
    return text if len(text) <= LETTERS else f"{text[: LETTERS - 1]}…"
