"""What becomes of every object, and what follows from that?"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cached_property
from typing import Any

from airkust.diff import noise
from airkust.diff.answers import said
from airkust.diff.change import Cause, CauseKind
from airkust.diff.comparison import Against, Comparison, Fate, ObjectDiff
from airkust.diff.equivalence import stored
from airkust.diff.judge import judge
from airkust.diff.live import Live, identity_of
from airkust.diff.masking import Masker
from airkust.diff.orphans import orphans
from airkust.diff.pairing import in_use, pair
from airkust.diff.site import Consequences, Site
from airkust.diff.state import Collected, State
from airkust.model import tree
from airkust.model.rendering import Rendering
from airkust.model.resource import Resource, ResourceId
from airkust.parse.embedded import embedded


def compare(
    rendering: Rendering, collected: Collected, masker: Masker, *, against: Against, site: Site
) -> Comparison:
    """One rendering beside what the cluster said, and the consequences.

    Args:
        rendering: As rendered.
        collected: Secrets included.
        masker: Takes them out before anything is compared.
        against: What was compared with.
        site: What else is known.
    """
    return _Compared(rendering, collected, masker, site).comparison(against)


def compare_objects(
    rendering: Rendering, collected: Collected, masker: Masker, site: Site
) -> tuple[ObjectDiff, ...]:
    """The same without the consequences."""
    return _Compared(rendering, collected, masker, site).objects


class _Compared:
    """The objects of a rendering, and those that live and are rendered no more."""

    def __init__(self, rendering: Rendering, collected: Collected, masker: Masker, site: Site) -> None:
        self._rendering = rendering
        self._collected = collected
        self._states = collected.states
        self._masker = masker
        self._site = site
        self._sources = {
            state.id: resource.source for state, resource in zip(self._states, rendering, strict=True)
        }
        self._others = [masker.live(live) for live in collected.others]

    @cached_property
    def _rendered(self) -> tuple[ObjectDiff, ...]:
        """What becomes of what is rendered."""
        return tuple(
            judge(state, self._masker, source=self._sources[state.id], manager=self._site.manager)
            for state in self._states
        )

    @cached_property
    def objects(self) -> tuple[ObjectDiff, ...]:
        """What becomes of each, those that are rendered no more at the end."""
        gone = {
            live.id: live for live in orphans(self._rendering, self._others, external=self._site.external)
        }
        created = [each.id for each in self._rendered if each.fate is Fate.CREATED]
        pairs: Mapping[ResourceId, ResourceId] = {}
        if created and gone:
            times = {live.id: tree.text(live.body, "metadata", "creationTimestamp") for live in gone.values()}
            pairs = pair(created, list(gone), used=in_use(self._before), made_at=times)
        diffs = [
            _beside_previous(each, gone[pairs[each.id]]) if each.id in pairs else each
            for each in self._rendered
        ]
        orphaned = (ObjectDiff(live.id, Fate.ORPHANED, live=noise.bare(live.body)) for live in gone.values())
        return (*diffs, *orphaned)

    def comparison(self, against: Against) -> Comparison:
        """All of it; where everything is the same, nothing follows, and nothing more is looked at."""
        found = Consequences()
        if any(each.fate is not Fate.SAME for each in self.objects):
            # takes longer to import than to say that all is the same
            from airkust.diff.consequences import consequences  # noqa: PLC0415 -- see above

            found = consequences(
                collected=self._collected,
                others=self._others,
                before=self._before,
                after=self._after,
                objects=self.objects,
                site=self._site,
            )
        errors = tuple(said(text, self._masker) for text in self._collected.errors)
        return Comparison(self._rendering.name, against, self.objects, found.impacts, found.settings, errors)

    @cached_property
    def _lived(self) -> Mapping[ResourceId, Mapping[str, Any]]:
        """What lives of the rendered objects, masked."""
        return {
            state.id: self._masker.body(_unmanaged(state.live.unpacked().body))
            for state in self._states
            if state.live
        }

    @cached_property
    def _before(self) -> Rendering:
        """What lives."""
        return self._of((*self._lived.values(), *(_unmanaged(other.body) for other in self._others)))

    @cached_property
    def _after(self) -> Rendering:
        """What would be."""
        pairs = zip(self._states, self._rendered, strict=True)
        return self._of(diff.predicted or self._unchanged(state, diff) for state, diff in pairs)

    def _unchanged(self, state: State, diff: ObjectDiff) -> Mapping[str, Any]:
        """An object that stays as it is, or that nobody could tell of: then as it is written."""
        if diff.fate is Fate.SAME and state.id in self._lived:
            return self._lived[state.id]
        return self._masker.body(noise.bare(stored(state.desired)))

    def _of(self, bodies: Iterable[Mapping[str, Any]]) -> Rendering:
        resources = tuple(
            Resource(identity, tree.text(body, "apiVersion"), body, self._sources.get(identity))
            for body in bodies
            if (identity := identity_of(body))
        )
        return Rendering(
            self._rendering.name, resources, embedded(resources), self._site.external, self._site.facts
        )


def _beside_previous(new: ObjectDiff, old: Live) -> ObjectDiff:
    """An object that is made, beside the one of another hash or version whose place it takes."""
    from airkust.diff.walk import compare_bodies  # noqa: PLC0415 -- where all is the same, nothing needs it

    before, after = noise.bare(old.body), new.predicted or {}
    found = compare_bodies(before, after, old.managed_fields)
    changes = tuple(
        replace(change, cause=Cause(CauseKind.GIT)) for change in found if change.path != ("metadata", "name")
    )
    return replace(new, changes=changes, previous=old.id)


def _unmanaged(body: Mapping[str, Any]) -> Mapping[str, Any]:
    """A live object without the record of who owns what, its status kept."""
    metadata = {key: value for key, value in tree.mapping(body, "metadata").items() if key != "managedFields"}
    return {**body, "metadata": metadata}
