"""Who applies an object, and does it with which kind of apply?"""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from airkust.diff.equivalence import is_built_in
from airkust.diff.live import LAST_APPLIED, Live
from airkust.diff.merge_keys import NOTHING_KNOWN, MergeKeys
from airkust.diff.object_keys import keys_of
from airkust.diff.owners import APPLY, UPDATE, Owner, Owners
from airkust.model import tree

KUBECTL = "kubectl"
"""The manager of `kubectl apply --server-side`, unless another is asked for."""

CLIENT_SIDE = "kubectl-client-side-apply"
"""The manager of `kubectl apply` without it."""

EDITORS = frozenset(["kubectl-annotate", "kubectl-edit", "kubectl-last-applied", "kubectl-patch"])
"""They may have changed the note: they do not apply."""

EARLIEST = datetime.min.replace(tzinfo=UTC)


def applier(live: Live | None, asked: str | None) -> str:
    """The field manager to apply an object as, so that the answer tells what the next apply would do.

    Args:
        live: The object; None where there is none yet.
        asked: The manager somebody named.
    """
    if asked:
        return asked
    found = usual_applier(live)
    return found.manager if found and found.operation == APPLY else KUBECTL


def is_client_side(live: Live | None) -> bool:
    """Whether `kubectl apply` without `--server-side` keeps the object."""
    if live is None or live.last_applied is None:
        return False
    found = usual_applier(live)
    return found is None or found.operation == UPDATE


def usual_applier(live: Live | None) -> Owner | None:
    """Who keeps an object: the last to apply it among those who apply most of it.

    Not simply the last one: a controller may apply a single label or a certificate to it, and to apply the
    whole object in that controller's name would take the label away. Whoever owns less than half of what the
    biggest applier owns does not count.

    Returns:
        For an object under client-side apply the one whose update left the note; None where nobody
        applies it.
    """
    if live is None:
        return None
    owners = Owners(live.managed_fields)
    applied = [owner for owner in owners.all if owner.operation == APPLY and not owner.subresource]
    candidates = [*applied, *client_side_appliers(owners)]
    if len(candidates) <= 1:  # as nearly always: nothing has to be counted
        return next(iter(candidates), None)
    sizes = {owner: owners.size(owner) for owner in candidates}
    serious = [owner for owner, size in sizes.items() if 2 * size >= max(sizes.values())]
    return max(serious, key=lambda owner: (owner.operation == APPLY, owner.at or EARLIEST))


def client_side_appliers(owners: Owners) -> tuple[Owner, ...]:
    """Those who own the last-applied note by an update.

    Of several, and where somebody has edited the note, kubectl's own name tells: whoever calls themselves so.
    """
    updates = [owner for owner in owners.all if owner.operation == UPDATE and not owner.subresource]
    named = tuple(owner for owner in updates if owner.manager == CLIENT_SIDE)
    noting = owners.of(("metadata", "annotations", LAST_APPLIED))
    return named or tuple(owner for owner in updates if owner in noting and owner.manager not in EDITORS)


def apply_keys(live: Live, *, client_side: bool) -> MergeKeys:
    """The merge keys an apply goes by.

    kubectl knows no schema of a custom resource: its client-side apply sends a JSON merge patch, in which
    every list is replaced whole.
    """
    if client_side and not is_built_in(live.body):
        return NOTHING_KNOWN
    return keys_of(live.body, live.managed_fields)


def annotated(wanted: Mapping[str, Any]) -> Mapping[str, Any]:
    """What kubectl sends: with annotations, be it but its note, so that it never deletes all of them."""
    metadata = tree.mapping(wanted, "metadata")
    return {**wanted, "metadata": {**metadata, "annotations": tree.mapping(metadata, "annotations")}}
