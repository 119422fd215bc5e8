"""What is said of one fault?"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from airkust.report.html.words import listed


class Cost(StrEnum):
    """The gist, in the words the page uses."""

    GOES_ON = "goes on"
    PAUSES = "pauses"
    STOPS = "stops"
    UNKNOWN = "unknown"

    @property
    def shape(self) -> str:
        """The name of its sign."""
        return {"goes on": "on", "pauses": "pause", "stops": "stop"}.get(self.value, "unknown")


@dataclass(frozen=True, slots=True)
class Row:
    """What it means for one workload.

    Attributes:
        numbers: For the columns between the name and the sentence.
    """

    name: str
    numbers: tuple[str, ...]
    sentence: str


@dataclass(frozen=True, slots=True)
class Fault:
    """A fault and its cost.

    Attributes:
        title: What happens to us.
        cost: The gist.
        summary: One sentence.
        columns: Headings of the numbers of `rows`.
        rows: One per workload.
        points: What else is to be said.
    """

    title: str
    cost: Cost
    summary: str
    columns: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()
    points: tuple[str, ...] = ()


def unknown(*facts: str) -> str:
    """The half sentence that stands where a fact is missing."""
    return f"unknown: needs {listed(dict.fromkeys(facts))}"


def worst(costs: Sequence[Cost]) -> Cost:
    """The gist of several: what stops weighs more than what nobody knows."""
    for each in (Cost.STOPS, Cost.UNKNOWN, Cost.PAUSES):
        if each in costs:
            return each
    return Cost.GOES_ON
