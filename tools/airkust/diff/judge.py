"""What becomes of one object?"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from airkust.diff import noise
from airkust.diff.applier import applier
from airkust.diff.cause import cause_of
from airkust.diff.change import Change
from airkust.diff.comparison import Fate, ObjectDiff
from airkust.diff.immutable import fields_of_refusal, frozen_fields
from airkust.diff.live import Live
from airkust.diff.local import predict
from airkust.diff.masking import Masker
from airkust.diff.state import Refusal, State
from airkust.diff.walk import compare_bodies
from airkust.model.resource import Source

UNPROCESSABLE = 422

Body = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Judged:
    """An object with all that is known of it.

    Attributes:
        diff: What becomes of it.
        state: What the cluster said; masked, but for an object that stays the same.
    """

    diff: ObjectDiff
    state: State


def is_same(state: State) -> bool:
    """Whether the API server says that nothing would change, but what it keeps for itself."""
    live, predicted = state.live, state.predicted
    return live is not None and predicted is not None and noise.bare(live.body) == noise.bare(predicted)


def judge(state: State, masker: Masker, *, source: Source | None, manager: str | None) -> Judged:
    """One object beside the cluster.

    Args:
        state: What the cluster said, secrets included.
        masker: Takes them out before anything is compared.
        source: The file that made the object.
        manager: The field manager to compare as; None for the one that applied the object.
    """
    if is_same(state):
        same = ObjectDiff(
            state.id, Fate.SAME, warnings=tuple(map(masker.said, state.warnings)), source=source
        )
        return Judged(_explained(same, state), state)
    masked = masker.state(state)
    diff = _judged(masked, manager)
    return Judged(replace(_explained(diff, masked), warnings=masked.warnings, source=source), masked)


def _judged(state: State, manager: str | None) -> ObjectDiff:
    refusal = state.refusal
    if state.error or (refusal and (refusal.code != UNPROCESSABLE or state.live is None)):
        return ObjectDiff(state.id, Fate.FAILED, error=state.error or (refusal.message if refusal else ""))
    if state.live is None:
        made = noise.bare(state.predicted or state.desired)
        return ObjectDiff(state.id, Fate.CREATED, predicted=made, approximate=state.approximate)
    predicted = state.predicted or predict(state.desired, state.live)
    diff = _compared(replace(state, predicted=predicted), state.live, predicted, manager)
    return diff if refusal is None else _refused(diff, refusal)


def _compared(state: State, live: Live, predicted: Body, manager: str | None) -> ObjectDiff:
    before, after = noise.bare(live.body), noise.bare(predicted)
    found = compare_bodies(before, after, live.managed_fields)
    if not found:
        return ObjectDiff(state.id, Fate.SAME, approximate=state.approximate)
    applied_by = applier(live, manager)
    changes = tuple(_with_cause(change, state, applied_by) for change in found)
    frozen = frozen_fields(state.id, changes, before)
    fate = Fate.RECREATED if frozen else Fate.CHANGED
    return ObjectDiff(state.id, fate, changes, before, after, approximate=state.approximate)


def _with_cause(change: Change, state: State, applied_by: str) -> Change:
    inner = tuple(_with_cause(each, state, applied_by) for each in change.inner)
    return replace(change, cause=cause_of(change, state, applied_by=applied_by), inner=inner)


def _refused(diff: ObjectDiff, refusal: Refusal) -> ObjectDiff:
    """The object where the API server said no to a change: it may be one that cannot be made in place."""
    if diff.fate is not Fate.RECREATED and not fields_of_refusal(refusal):
        return ObjectDiff(diff.id, Fate.FAILED, error=refusal.message)
    why = "the API server refuses the change in place, so that it says nothing of the result"
    return replace(diff, fate=Fate.RECREATED, approximate=why)


def _explained(diff: ObjectDiff, state: State) -> ObjectDiff:
    if state.live is None or state.predicted is None:
        return diff
    return replace(diff, ignored=noise.ignored(state.live.body, state.predicted))
