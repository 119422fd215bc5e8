"""Who changed what by hand, and loses it when this is applied?"""

from collections.abc import Iterator, Sequence

from airkust.diff.change import CauseKind, Change
from airkust.diff.comparison import ObjectDiff
from airkust.diff.impact import Gate, Impact, ImpactKind
from airkust.diff.impacts.words import joined
from airkust.diff.managers import named
from airkust.model.finding import Severity

SHOWN = 5
"""Fields a sentence names; the others are counted."""


def drift_impacts(objects: Sequence[ObjectDiff]) -> Iterator[Impact]:
    """One consequence for each object that somebody changed in the cluster."""
    for each in objects:
        drifted = [change for change in each.changes if change.cause and change.cause.kind is CauseKind.DRIFT]
        if drifted:
            yield _impact(each, drifted)


def _impact(of: ObjectDiff, drifted: Sequence[Change]) -> Impact:
    by_whom: dict[str, list[str]] = {}
    for change in drifted:
        by_whom.setdefault(_who(change), []).append(change.field)
    said = joined(f"{who} changed {_fields(fields)}" for who, fields in by_whom.items())
    return Impact(
        ImpactKind.DRIFT,
        of.id,
        f"{said}; applying this takes it back",
        Gate.DRIFT,
        Severity.WARNING,
        fix="write into the manifests what should stay",
    )


def _who(change: Change) -> str:
    """The manager, and when it last wrote to the object: in UTC, so that two readers read the same."""
    cause = change.cause
    if cause is None or not cause.manager:
        return "somebody"
    when = f" (last write {cause.at:%Y-%m-%d %H:%M} UTC)" if cause.at else ""
    return f"{named(cause.manager)}{when}"


def _fields(fields: Sequence[str]) -> str:
    shown = list(dict.fromkeys(fields))
    more = len(shown) - SHOWN
    return joined(shown) if more <= 0 else f"{', '.join(shown[:SHOWN])} and {more} more"
