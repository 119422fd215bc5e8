"""What does standard error say of a comparison, whatever the report is?"""

from collections.abc import Iterator

from airkust.diff.comparison import Comparison, Fate
from airkust.report.diff import words
from airkust.report.diff.visible import flat


def one_line(comparison: Comparison) -> str:
    """For instance `overlays/ha-prod: 2 changed, 1 created, 57 same; 1 restarts`."""
    return f"{flat(comparison.input)}: {words.summary(comparison)}"


def failures(comparison: Comparison) -> Iterator[str]:
    """A line for everything that could not be compared: a patch, for one, has no place for it."""
    for each in comparison.of_fate(Fate.FAILED):
        yield f"{words.name(each.id)}: {flat(each.error) or 'could not be compared'}"
    yield from map(flat, comparison.errors)
