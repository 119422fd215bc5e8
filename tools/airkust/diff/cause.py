"""Why is the cluster not what would be applied, and who is behind it?

From metadata.managedFields and kubectl's last-applied note. What they cannot tell: when a single field was written
(the time is that of a manager's last write to the object), and who took a field away that was applied server-side,
for nobody owns what is not there.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from airkust.diff import stale
from airkust.diff.applier import (
    EARLIEST,
    KUBECTL,
    annotated,
    apply_keys,
    client_side_appliers,
    is_client_side,
    usual_applier,
)
from airkust.diff.change import Cause, CauseKind, Change, ChangeKind, Path, text
from airkust.diff.equivalence import holds, is_built_in, stored
from airkust.diff.impact import Impact, ImpactKind
from airkust.diff.live import Live
from airkust.diff.managers import is_autoscaler, person_readable
from airkust.diff.merge_keys import NOTHING_KNOWN, MergeKeys
from airkust.diff.owners import APPLY, UPDATE, Owner, Owners
from airkust.diff.place import MISSING, find
from airkust.diff.state import State
from airkust.model.finding import Severity

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
    def _desired(self) -> Any:  # noqa: ANN401 -- a manifest
        return stored(self.state.desired)

    @cached_property
    def _client_side(self) -> bool:
        return is_client_side(self.state.live)

    @cached_property
    def _last(self) -> Any:  # noqa: ANN401 -- a manifest, or None
        noted = self.state.live.last_applied if self.state.live and self._client_side else None
        return None if noted is None else stored(noted)

    @cached_property
    def owners(self) -> Owners:
        """Of the live object."""
        return Owners(self.state.live.managed_fields if self.state.live else ())

    @cached_property
    def _keys(self) -> MergeKeys:
        live = self.state.live
        return apply_keys(live, client_side=self._client_side) if live else NOTHING_KNOWN

    @cached_property
    def _predicted(self) -> Owners:
        return Owners(tuple(Live(self.state.id, self.state.predicted or {}).managed_fields))

    @cached_property
    def _appliers(self) -> tuple[Owner, ...]:
        if self._client_side:
            return client_side_appliers(self.owners)
        return (Owner(self.applied_by, APPLY),)

    def is_ours(self, owner: Owner) -> bool:
        """Whether it is the one who applies the object."""
        return any(owner.is_same(each) for each in self._appliers)

    def of(self, change: Change) -> Cause:
        """Who is behind a change."""
        if self.state.live is None:
            return Cause(CauseKind.GIT)
        owners = self.owners.of(change.path)
        if find(self._desired, change.path) in (MISSING, None):
            return self._unwanted(change, owners)
        return self._wanted(change, owners)

    def _wanted(self, change: Change, owners: Iterable[Owner]) -> Cause:
        """The manifest sets the field."""
        others = [owner for owner in owners if not self.is_ours(owner)]
        appliers = [owner for owner in others if owner.operation == APPLY and not owner.subresource]
        if appliers:
            note = CSA_OVERWRITES if self._client_side else SSA_STOPS
            return _by(CauseKind.CONFLICT, newest(appliers), note)
        stops = "" if self._client_side else SSA_STOPS
        scalers = [owner for owner in others if is_autoscaler(owner)]
        if scalers:
            return _by(CauseKind.AUTOSCALER, newest(scalers), stops)
        if self._last is not None:
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
        noted, found = find(self._last, change.path), find(stored(live.body), change.path)
        if noted is MISSING:
            note = f"{person_readable(other)} had set it" if other and found is not MISSING else ""
            return _by(CauseKind.GIT, other if note else None, note)
        if self._says(change.path, noted, found):
            return Cause(CauseKind.GIT)
        moved = not self._says(change.path, find(self._desired, change.path), noted)
        return _by(CauseKind.DRIFT, other, MOVED_ON if moved else "")

    def _says(self, path: Path, wanted: Any, found: Any) -> bool:  # noqa: ANN401 -- any JSON values
        keys = self._keys
        for step in path:
            keys = keys.at(step)
        return holds(path, wanted, found, keys, built_in=is_built_in(self.state.desired))

    def _unwanted(self, change: Change, owners: Iterable[Owner]) -> Cause:
        """The manifest does not set the field, or no longer."""
        others = [owner for owner in owners if not self.is_ours(owner)]
        if any(self.is_ours(owner) for owner in owners):
            return Cause(CauseKind.GIT)
        if self._last is not None and find(self._last, change.path) is not MISSING:
            other = newest(others)
            return _by(
                CauseKind.GIT, other, f"{person_readable(other)} had changed it since" if other else ""
            )
        if change.kind is ChangeKind.REMOVED:
            return _by(CauseKind.UNKNOWN, newest(others))
        if not self._client_side and any(self._is_request(each) for each in self._predicted.of(change.path)):
            return Cause(CauseKind.WEBHOOK)
        return Cause(CauseKind.DEFAULT)

    def _is_request(self, owner: Owner) -> bool:
        """Whether admission wrote in the request's name: the API server books that as its manager's update."""
        return (owner.manager, owner.operation, owner.subresource) == (self.applied_by, UPDATE, "")

    def kept(self) -> tuple[tuple[Path, tuple[Owner, ...]], ...]:
        """The fields that the manifest gives up and that stay all the same, each with who owns it still."""
        live = self.state.live
        if live is None or (self._client_side and self.applied_by == KUBECTL):
            return ()  # client-side apply deletes, whoever owns it
        ours = Owner(self.applied_by, APPLY)
        given_up = [*stale.given_up(self.owners, ours, self._desired)]
        if (
            self._last is not None
        ):  # applied client-side until now, and what was written that way stays owned so
            given_up += stale.noted_away(self._last, annotated(self._desired), self._keys)
        found = []
        for path in dict.fromkeys(given_up):
            others = tuple(owner for owner in self.owners.of(path) if not owner.is_same(ours))
            after = live.body if self.state.predicted is None else self.state.predicted
            if others and find(after, path) is not MISSING:
                found.append((path, others))
        return tuple(found)


def kept_fields(state: State, applied_by: str) -> tuple[Impact, ...]:
    """What the manifest gives up and the apply will not remove, because somebody else owns it (kubernetes#99003)."""
    by_owners: dict[tuple[Owner, ...], list[str]] = {}
    for path, owners in Causes(state, applied_by).kept():
        by_owners.setdefault(owners, []).append(text(path))
    return tuple(
        Impact(
            ImpactKind.CONFLICT,
            state.id,
            f"the manifest no longer sets {', '.join(fields)}, but "
            f"{' and '.join(dict.fromkeys(map(person_readable, owners)))} still "
            f"own{'s' if len(owners) == 1 else ''} {'it' if len(fields) == 1 else 'them'}: "
            f"{'it' if len(fields) == 1 else 'they'} will not be removed",
            severity=Severity.WARNING,
            fix="remove it by hand once, for instance with kubectl edit",
        )
        for owners, fields in by_owners.items()
    )


def newest(owners: Iterable[Owner]) -> Owner | None:
    """Who wrote last; None where nobody did."""
    return max(owners, key=lambda owner: owner.at or EARLIEST, default=None)


def _by(kind: CauseKind, owner: Owner | None, note: str = "") -> Cause:
    if owner is None:
        return Cause(kind, note=note)
    return Cause(kind, owner.manager, owner.at, note)
