"""What becomes of one object?"""

from dataclasses import replace

from airkust.diff import noise
from airkust.diff.answers import answers
from airkust.diff.comparison import Fate, ObjectDiff
from airkust.diff.equivalence import stored
from airkust.diff.masking import Masker
from airkust.diff.state import State
from airkust.model.resource import Source

UNPROCESSABLE = 422


def judge(state: State, masker: Masker, *, source: Source | None, manager: str | None) -> ObjectDiff:
    """One object beside the cluster; one that is nested too deep to be compared hides no other.

    Arguments as of `_judged`.
    """
    try:
        return _judged(state, masker, source=source, manager=manager)
    except RecursionError:  # a custom resource may be nested as deep as it likes
        return ObjectDiff(state.id, Fate.FAILED, error="is nested too deep to be compared", source=source)


def _judged(state: State, masker: Masker, *, source: Source | None, manager: str | None) -> ObjectDiff:
    """One object beside the cluster.

    Args:
        state: What the cluster said, secrets included.
        masker: Takes them out of all that is given back.
        source: The file that made the object.
        manager: The field manager to compare as; None for the one that applied the object.
    """
    said = answers(state, masker)
    refusal = said.refusal
    if said.error or (refusal and (refusal.code != UNPROCESSABLE or state.live is None)):
        error = said.error or (refusal.message if refusal else "")
        return ObjectDiff(state.id, Fate.FAILED, error=error, warnings=said.warnings, source=source)
    found = ObjectDiff(
        state.id, Fate.SAME, approximate=said.approximate, warnings=said.warnings, source=source
    )
    if state.live is None:
        made = masker.body(noise.bare(state.predicted or stored(state.desired)))
        return replace(found, fate=Fate.CREATED, predicted=made)
    if state.predicted is state.live.body and refusal is None:
        return found  # to the last field: there is nothing to look at
    # takes longer to import than to say that all is the same
    from airkust.diff.differences import with_differences  # noqa: PLC0415 -- see above

    return with_differences(found, state.unpacked(), masker, manager=manager, refusal=refusal)
