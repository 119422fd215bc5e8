"""Why is the cluster not what would be applied, and who is behind it?

From metadata.managedFields and kubectl's last-applied note. What they cannot tell: when a single field
was written (the time is that of a manager's last write to the object; for a scale subresource none is
kept), and who took a field away that was applied server-side, for nobody owns what is not there.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from airkust.diff.applier import (
    EARLIEST,
    apply_keys,
    client_side_appliers,
    is_client_side,
    usual_applier,
)
from airkust.diff.change import Cause, CauseKind, Change, ChangeKind, Path
from airkust.diff.equivalence import holds, is_built_in, stored
from airkust.diff.managers import is_autoscaler, person_readable, written_as
from airkust.diff.merge_keys import NOTHING_KNOWN, MergeKeys
from airkust.diff.owners import APPLY, Owner, Owners
from airkust.diff.place import MISSING, Lookup
from airkust.diff.state import State

SSA_STOPS = "kubectl apply --server-side stops here without --force-conflicts"
CSA_OVERWRITES = "kubectl apply overwrites it without asking"
NEVER_APPLIED = "nobody has applied the object yet"
MOVED_ON = "the manifests have moved on, too"


def cause_of(change: Change, state: State, *, applied_by: str) -> Cause:
    """Who is behind one change of an object; for several, `Causes` reads the records once.

    Args:
        change: One of the object's, values masked or not: those of the state are looked at.
        state: The object, nothing masked.
        applied_by: The field manager that applies it.
    """
    return Causes(state, applied_by).of(change)


@dataclass(frozen=True, eq=False)
class Causes:
    """Who is behind the changes of one object.

    Attributes:
        state: The object, nothing masked.
        applied_by: The field manager that applies it.
    """

    state: State = field(repr=False)
    applied_by: str

    @cached_property
    def desired(self) -> Any:  # noqa: ANN401 -- a manifest
        return stored(self.state.desired)

    @cached_property
    def client_side(self) -> bool:
        return is_client_side(self.state.live)

    @cached_property
    def last(self) -> Any:  # noqa: ANN401 -- a manifest, or None
        noted = self.state.live.last_applied if self.state.live and self.client_side else None
        return None if noted is None else stored(noted)

    @cached_property
    def _live(self) -> Any:  # noqa: ANN401 -- an object
        return stored(self.state.live.body) if self.state.live else {}

    @cached_property
    def lookup(self) -> Lookup:
        return Lookup()

    @cached_property
    def owners(self) -> Owners:
        """Of the live object."""
        return Owners(self.state.live.managed_fields if self.state.live else ())

    @cached_property
    def keys(self) -> MergeKeys:
        """By which the applier tells the items of lists apart."""
        live = self.state.live
        return apply_keys(live, client_side=self.client_side) if live else NOTHING_KNOWN

    @cached_property
    def _appliers(self) -> tuple[Owner, ...]:
        if self.client_side:
            return client_side_appliers(self.owners)
        return (Owner(self.applied_by, APPLY),)

    def is_ours(self, owner: Owner) -> bool:
        """Whether it is the one who applies the object."""
        return any(owner.is_same(each) for each in self._appliers)

    def of(self, change: Change) -> Cause:
        """Who is behind a change."""
        if self.state.live is None:
            return Cause(CauseKind.GIT)
        owners = self._owners_of(change.path)
        if self.lookup.find(self.desired, change.path) in (MISSING, None):
            return self._unwanted(change, owners)
        return self._wanted(change, owners)

    def _owners_of(self, path: Path) -> tuple[Owner, ...]:
        """The owners of a field; a key of a Secret may have come as stringData, and is owned as such."""
        found = self.owners.of(path)
        if self.state.id.kind == "Secret" and path[:1] == ("data",):
            found += self.owners.of(("stringData", *path[1:]))
        return found

    def _wanted(self, change: Change, owners: Iterable[Owner]) -> Cause:
        """The manifest sets the field."""
        others = [owner for owner in owners if not self.is_ours(owner)]
        appliers = [owner for owner in others if owner.operation == APPLY and not owner.subresource]
        if appliers:
            note = CSA_OVERWRITES if self.client_side else SSA_STOPS
            return _by(CauseKind.CONFLICT, newest(appliers), note)
        stops = "" if self.client_side else SSA_STOPS
        scalers = [owner for owner in others if is_autoscaler(owner)]
        if scalers:
            return _by(CauseKind.AUTOSCALER, newest(scalers), stops)
        if self.last is not None:
            return self._beside_note(change, newest(others))
        if not others or any(self.is_ours(owner) for owner in owners):
            return Cause(CauseKind.GIT)
        return _by(
            CauseKind.DRIFT, newest(others), stops if usual_applier(self.state.live) else NEVER_APPLIED
        )

    def _beside_note(self, change: Change, other: Owner | None) -> Cause:
        """Under client-side apply: the note tells what was sent the last time."""
        live = self.state.live
        if live is None:
            return Cause(CauseKind.GIT)
        noted, found = self.lookup.find(self.last, change.path), self.lookup.find(self._live, change.path)
        if noted is MISSING:
            note = f"{person_readable(other)} had set it" if other and found is not MISSING else ""
            return _by(CauseKind.GIT, other if note else None, note)
        if self._says(change.path, noted, found):
            return Cause(CauseKind.GIT)
        moved = not self._says(change.path, self.lookup.find(self.desired, change.path), noted)
        return _by(CauseKind.DRIFT, other, MOVED_ON if moved else "")

    def _says(self, path: Path, wanted: Any, found: Any) -> bool:  # noqa: ANN401 -- any JSON values
        keys = self.keys
        for step in path:
            keys = keys.at(step)
        return holds(path, wanted, found, keys, built_in=is_built_in(self.state.desired))

    def _unwanted(self, change: Change, owners: Iterable[Owner]) -> Cause:
        """The manifest does not set the field, or no longer."""
        others = [owner for owner in owners if not self.is_ours(owner)]
        if any(self.is_ours(owner) for owner in owners):
            return Cause(CauseKind.GIT)
        if self.last is not None and self.lookup.find(self.last, change.path) is not MISSING:
            other = newest(others)
            return _by(
                CauseKind.GIT, other, f"{person_readable(other)} had changed it since" if other else ""
            )
        if change.kind is ChangeKind.REMOVED:
            return _by(CauseKind.UNKNOWN, newest(others))
        return Cause(CauseKind.WEBHOOK if self._is_injected(change) else CauseKind.DEFAULT)

    def _is_injected(self, change: Change) -> bool:
        """Whether the API server's answer holds what neither the manifest says nor a default would.

        Defaults fill fields; they add no labels, no annotations and no items to lists. Nobody is booked in
        managedFields for what admission adds to an apply.
        """
        if change.kind is not ChangeKind.ADDED or self.state.predicted is None:
            return False
        *_, above, last = ("", *change.path)
        return not isinstance(last, str) or above in {"annotations", "labels"}


def newest(owners: Iterable[Owner]) -> Owner | None:
    """Who wrote last; None where nobody did."""
    return max(owners, key=lambda owner: owner.at or EARLIEST, default=None)


def _by(kind: CauseKind, owner: Owner | None, note: str = "") -> Cause:
    if owner is None:
        return Cause(kind, note=note)
    return Cause(kind, written_as(owner), owner.at, note)
