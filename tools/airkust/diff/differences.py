"""How does a live object differ from what it would be, and what does that make of it?"""

from dataclasses import replace

from airkust.diff import noise
from airkust.diff.applier import applier
from airkust.diff.cause import Causes
from airkust.diff.change import Change
from airkust.diff.comparison import Fate, ObjectDiff
from airkust.diff.immutable import fields_of_refusal, frozen_fields
from airkust.diff.live import Live
from airkust.diff.local import predict
from airkust.diff.masking import Masker
from airkust.diff.state import Refusal, State
from airkust.diff.walk import compare_bodies


def with_differences(
    found: ObjectDiff, state: State, masker: Masker, *, manager: str | None, refusal: Refusal | None
) -> ObjectDiff:
    """An object that is there, with all that differs.

    Args:
        found: As if nothing did.
        state: What the cluster said, unpacked, secrets included.
        masker: Takes secrets out of all that is given back.
        manager: The field manager to compare as; None for the one that applied the object.
        refusal: The API server's no, masked; None where there is none.
    """
    live = state.live
    if live is None:
        return found
    if state.predicted is None:
        state = replace(state, predicted=predict(state.desired, live, asked=manager))
    else:
        found = replace(found, ignored=noise.ignored(live.body, state.predicted))
    found = _compared(found, state, live, masker, manager)
    return found if refusal is None else _refused(found, refusal)


def _compared(found: ObjectDiff, state: State, live: Live, masker: Masker, manager: str | None) -> ObjectDiff:
    bare, expected = noise.bare(live.body), noise.bare(state.predicted or {})
    if bare == expected:  # most are: nothing of them need be masked
        return found
    before, after = masker.body(bare), masker.body(expected)
    causes = Causes(state, applier(live, manager))
    changes = tuple(_with_cause(each, causes) for each in compare_bodies(before, after, live.managed_fields))
    if not changes:
        return found
    fate = Fate.RECREATED if frozen_fields(state.id, changes, before) else Fate.CHANGED
    return replace(found, fate=fate, changes=changes, live=before, predicted=after)


def _with_cause(change: Change, causes: Causes) -> Change:
    inner = tuple(_with_cause(each, causes) for each in change.inner)
    return replace(change, cause=causes.of(change), inner=inner)


def _refused(diff: ObjectDiff, refusal: Refusal) -> ObjectDiff:
    """The object where the API server said no to a change: it may be one that cannot be made in place."""
    if diff.fate is not Fate.RECREATED and not (diff.changes and fields_of_refusal(refusal)):
        return replace(diff, fate=Fate.FAILED, changes=(), live=None, predicted=None, error=refusal.message)
    why = "the API server refuses the change in place, so that it says nothing of the result"
    return replace(diff, fate=Fate.RECREATED, approximate=why)
