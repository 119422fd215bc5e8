"""What does the manifest give up, and an apply not remove?

Server-side apply takes away what the applier owned, and nobody else (kubernetes#99003); of a Secret's
stringData it takes away nothing at all.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from airkust.diff import stale
from airkust.diff.applier import KUBECTL, annotated, applier
from airkust.diff.cause import Causes
from airkust.diff.change import Path, text
from airkust.diff.impact import Impact, ImpactKind
from airkust.diff.impacts.words import joined
from airkust.diff.local import predict
from airkust.diff.managers import person_readable
from airkust.diff.owners import APPLY, Owner
from airkust.diff.place import MISSING, find
from airkust.diff.state import State
from airkust.model import tree
from airkust.model.finding import Severity


def kept_fields(state: State, applied_by: str) -> tuple[Impact, ...]:
    """One consequence for each reason why fields stay that the manifest no longer sets.

    Args:
        state: An object, nothing masked.
        applied_by: The field manager that applies it.
    """
    by_reason: dict[str, list[str]] = {}
    for path, owners in kept(state, applied_by):
        owns = "owns" if len(owners) == 1 else "own"
        reason = f"{joined(dict.fromkeys(map(person_readable, owners)))} still {owns} what it set"
        by_reason.setdefault(reason, []).append(text(path))
    for path in stuck(state, applied_by):
        reason = "server-side apply never removes what came as stringData"
        by_reason.setdefault(reason, []).append(text(path))
    return tuple(
        Impact(
            ImpactKind.CONFLICT,
            state.id,
            f"the manifest no longer sets {joined(fields)}, but it will not be removed: {reason}",
            severity=Severity.WARNING,
            fix="remove it by hand, for instance with kubectl edit",
        )
        for reason, fields in by_reason.items()
    )


def kept(state: State, applied_by: str) -> Iterator[tuple[Path, tuple[Owner, ...]]]:
    """The fields that the manifest gives up and that stay, each with who owns it still."""
    causes = Causes(state, applied_by)
    if state.live is None or (causes.client_side and applied_by == KUBECTL):
        return  # client-side apply deletes, whoever owns it
    ours = Owner(applied_by, APPLY)
    given_up = [*stale.given_up(causes.owners, ours, causes.desired)]
    if causes.last is not None:  # applied client-side until now, and what was written so stays owned so
        given_up += stale.noted_away(causes.last, annotated(causes.desired), causes.keys)
    after = _after(state, applied_by)
    for path in dict.fromkeys(given_up):
        others = tuple(owner for owner in causes.owners.of(path) if not owner.is_same(ours))
        if others and find(after, path) is not MISSING:
            yield path, others


def stuck(state: State, applied_by: str) -> tuple[Path, ...]:
    """The keys of a Secret that were applied server-side as stringData and no longer are.

    The API server books them to the applier as stringData, which it does not keep: nothing removes them
    from data.
    """
    causes = Causes(state, applied_by)
    if state.id.kind != "Secret" or causes.client_side:
        return ()
    owned = causes.owners.fields(Owner(applied_by, APPLY))
    keys = [path[1] for path in owned if len(path) > 1 and path[0] == "stringData"]
    there, wanted = (tree.mapping(body, "data") for body in (_after(state, applied_by), causes.desired))
    return tuple(("data", key) for key in keys if key in there and key not in wanted)


def _after(state: State, applied_by: str) -> Mapping[str, Any]:
    if state.predicted is not None:
        return state.predicted
    asked = None if applied_by == applier(state.live, None) else applied_by
    return predict(state.desired, state.live, asked=asked)
