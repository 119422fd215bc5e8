"""What would an apply make of an object, where the API server cannot be asked?

An emulation: the manifest merged into the live object, without what the applier gives up, in the form that
the API server stores. What admission would change, and most of what it would refuse, is not known here.
"""

from collections.abc import Callable, Mapping
from typing import Any

from airkust.diff import derived, stale
from airkust.diff.applier import annotated, applier, apply_keys, is_client_side
from airkust.diff.change import Path
from airkust.diff.equivalence import is_built_in, stored
from airkust.diff.live import Live
from airkust.diff.merge import Merge
from airkust.diff.owners import APPLY, Owner, Owners


def predict(desired: Mapping[str, Any], live: Live | None, *, asked: str | None = None) -> Mapping[str, Any]:
    """What an apply would make of an object.

    Args:
        desired: The manifest.
        live: The object, with its managedFields where they are known; None where there is none.
        asked: The field manager somebody named; that one applies server-side.

    Returns:
        Where the live object says the same in another way, in its way, so that only changes differ.
    """
    return _applied(desired, live, asked, raw=False)


def client_side_request(desired: Mapping[str, Any], live: Live) -> Mapping[str, Any]:
    """What `kubectl apply` would write, to be defaulted by the API server.

    As a dry run it gives what a client-side apply comes to, exactly. A server-side apply would not: it is
    refused where a probe, a volume or a strategy turns into one of another kind. Where two ports of a
    container differ in their protocol alone kubectl takes them for one, and we do not.

    Args:
        desired: The manifest.
        live: The object, under client-side apply.
    """
    return _applied(desired, live, None, raw=True)


def _applied(
    desired: Mapping[str, Any], live: Live | None, asked: str | None, *, raw: bool
) -> Mapping[str, Any]:
    wanted = stored(desired)
    if live is None:
        return wanted
    client_side = is_client_side(live) and not asked
    last = stored(live.last_applied) if client_side and live.last_applied is not None else None
    keys = apply_keys(live, client_side=client_side)
    owners = Owners(live.managed_fields)
    ours = Owner(applier(live, asked), APPLY)
    if last is not None:
        left = stale.without_noted(last, annotated(wanted), live.body, keys)
    else:
        left = stale.without_given_up(owners, ours, wanted, live.body)
    whole = _owned_whole(owners, ours) if not client_side and owners.has(ours) else None
    merge = Merge(is_built_in(live.body), last, whole, raw)
    merged = merge.merged((), wanted, left, keys)
    return derived.derived(wanted, live.body, merged)


def _owned_whole(owners: Owners, ours: Owner) -> Callable[[Path], bool]:
    whole = frozenset(owners.fields(ours))
    return lambda path: path in whole and all(owner.is_same(ours) for owner in owners.of(path))
