"""What becomes of every object, and what follows from that?"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from airkust.diff import noise
from airkust.diff.airflow_settings import setting_changes
from airkust.diff.applier import applier
from airkust.diff.cause import kept_fields
from airkust.diff.change import Cause, CauseKind
from airkust.diff.comparison import Against, Comparison, Fate, ObjectDiff
from airkust.diff.impact import Impact
from airkust.diff.impacts import KeyRisk, impacts, key_impact, key_risks
from airkust.diff.impacts.autoscaling import autoscaling_impacts
from airkust.diff.impacts.drift import drift_impacts
from airkust.diff.judge import Judged, judge
from airkust.diff.live import Live
from airkust.diff.masking import Masker
from airkust.diff.orphans import orphans
from airkust.diff.pairing import in_use, pair
from airkust.diff.snapshot import identity_of
from airkust.diff.state import Collected, State
from airkust.diff.walk import compare_bodies
from airkust.model import tree
from airkust.model.external import External
from airkust.model.facts import Facts
from airkust.model.profile import Profile
from airkust.model.rendering import Rendering
from airkust.model.resource import Resource, ResourceId
from airkust.parse.embedded import embedded


@dataclass(frozen=True, slots=True)
class Site:
    """What is known besides manifests and cluster.

    Attributes:
        profile: How much the overlay promises.
        external: Objects the site makes itself; None where nobody declared which.
        facts: What the site states beside its manifests.
        manager: The field manager to compare as; None for the one that applied each object.
    """

    profile: Profile
    external: frozenset[External] | None
    facts: Facts
    manager: str | None = None


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
        self._masker = masker
        self._site = site
        self._judged = [
            judge(state, masker, source=resource.source, manager=site.manager)
            for state, resource in zip(collected.states, rendering, strict=True)
        ]
        self._others = [masker.live(live) for live in collected.others]
        self._sources = {
            state.id: resource.source for state, resource in zip(collected.states, rendering, strict=True)
        }

    @cached_property
    def objects(self) -> tuple[ObjectDiff, ...]:
        """What becomes of each, those that are rendered no more at the end."""
        gone = orphans(self._rendering, self._others, external=self._site.external)
        created = [each.diff.id for each in self._judged if each.diff.fate is Fate.CREATED]
        pairs: Mapping[ResourceId, ResourceId] = {}
        if created and gone:
            times = {live.id: tree.text(live.body, "metadata", "creationTimestamp") for live in gone}
            used = in_use(self._before)
            pairs = pair(created, [live.id for live in gone], used=used, made_at=times)
        by_id = {live.id: live for live in gone}
        diffs = [
            _beside_previous(each.diff, by_id[pairs[each.diff.id]]) if each.diff.id in pairs else each.diff
            for each in self._judged
        ]
        orphaned = (ObjectDiff(live.id, Fate.ORPHANED, live=noise.bare(live.body)) for live in gone)
        return (*diffs, *orphaned)

    def comparison(self, against: Against) -> Comparison:
        """All of it."""
        return Comparison(
            self._rendering.name,
            against,
            self.objects,
            self._impacts() if self._anything else (),
            setting_changes(self._before, self._after, self.objects) if self._anything else (),
            tuple(map(self._masker.said, self._collected.errors)),
        )

    @property
    def _anything(self) -> bool:
        """Whether anything is not the same: else nothing follows, and nothing need be looked at."""
        return any(each.fate is not Fate.SAME for each in self.objects)

    def _impacts(self) -> tuple[Impact, ...]:
        states = [each.state for each in self._judged]
        further = [
            *(key_impact(state.id, risk) for state, risk in _key_risks(self._collected.states)),
            *(impact for each in self._judged for impact in _kept(each, self._site.manager)),
            *autoscaling_impacts(self._after, states, self._others),
            *drift_impacts(self.objects),
        ]
        site = self._site
        return impacts(
            self._before,
            self._after,
            self.objects,
            profile=site.profile,
            external=site.external,
            facts=site.facts,
            further=further,
        )

    @cached_property
    def _before(self) -> Rendering:
        """What lives."""
        live = (self._masked(each).live for each in self._judged)
        return self._of(_unmanaged(found.body) for found in (*live, *self._others) if found)

    @cached_property
    def _after(self) -> Rendering:
        """What would be rendered and live."""
        return self._of(_body_after(each.diff, self._masked(each)) for each in self._judged)

    def _masked(self, judged: Judged) -> State:
        """What the cluster said of an object, without secrets."""
        return self._masker.state(judged.state) if judged.diff.fate is Fate.SAME else judged.state

    def _of(self, bodies: Iterable[Mapping[str, Any]]) -> Rendering:
        resources = tuple(
            Resource(identity, tree.text(body, "apiVersion"), body, self._sources.get(identity))
            for body in bodies
            if (identity := identity_of(body))
        )
        return Rendering(
            self._rendering.name, resources, embedded(resources), self._site.external, self._site.facts
        )


def _key_risks(states: Iterable[State]) -> Iterator[tuple[State, KeyRisk]]:
    """Secrets that bring risks, looked at before they are masked."""
    for state in states:
        if state.id.kind == "Secret" and state.live:
            for risk in key_risks(state.live.body, state.predicted or state.desired):
                yield state, risk


def _kept(judged: Judged, manager: str | None) -> Iterator[Impact]:
    """Fields that git has dropped and that stay all the same."""
    state = judged.state
    if state.live and judged.diff.fate is not Fate.FAILED:
        yield from kept_fields(state, applied_by=applier(state.live, manager))


def _beside_previous(new: ObjectDiff, old: Live) -> ObjectDiff:
    """An object that is made, beside the one of another hash or version whose place it takes."""
    before, after = noise.bare(old.body), new.predicted or {}
    found = compare_bodies(before, after, old.managed_fields)
    changes = tuple(
        replace(change, cause=Cause(CauseKind.GIT)) for change in found if change.path != ("metadata", "name")
    )
    return replace(new, changes=changes, previous=old.id)


def _body_after(diff: ObjectDiff, state: State) -> Mapping[str, Any]:
    """The object as it would be; as it is, where nobody could tell."""
    live = state.live.body if state.live else state.desired
    match diff.fate:
        case Fate.SAME:
            return noise.bare(live)
        case Fate.FAILED:
            return noise.bare(state.desired)
        case _:
            return diff.predicted or noise.bare(state.desired)


def _unmanaged(body: Mapping[str, Any]) -> Mapping[str, Any]:
    """A live object without the record of who owns what, its status kept."""
    metadata = {key: value for key, value in tree.mapping(body, "metadata").items() if key != "managedFields"}
    return {**body, "metadata": metadata}
