"""What does the change do to what runs? One file per kind of consequence."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from airkust.diff.comparison import ObjectDiff
from airkust.diff.impact import Impact, ImpactKind
from airkust.diff.impacts.guarantees import guarantee_impacts
from airkust.diff.impacts.keys import KeyRisk, key_impact, key_risks
from airkust.diff.impacts.orphans import orphan_impacts
from airkust.diff.impacts.recreate import recreate_impacts
from airkust.diff.impacts.risks import risk_impacts
from airkust.diff.impacts.rollout import rollout_impacts
from airkust.diff.impacts.stale import stale_impacts
from airkust.diff.impacts.upgrade import upgrade_impacts
from airkust.diff.ours import ours
from airkust.model.external import External
from airkust.model.facts import Facts
from airkust.model.finding import Severity
from airkust.model.profile import Profile
from airkust.model.rendering import Rendering

__all__ = ["KeyRisk", "impacts", "key_impact", "key_risks"]

KINDS: Final = (
    ImpactKind.RISK,
    ImpactKind.GUARANTEE,
    ImpactKind.RECREATE,
    ImpactKind.AUTOSCALER,
    ImpactKind.CONFLICT,
    ImpactKind.STALE,
    ImpactKind.ROLLOUT,
    ImpactKind.DRIFT,
    ImpactKind.ORPHAN,
)
"""The order of those that are equally bad."""


def impacts(
    before: Rendering,
    after: Rendering,
    objects: Sequence[ObjectDiff],
    *,
    profile: Profile,
    external: frozenset[External] | None = None,
    facts: Facts | None = None,
    further: Iterable[Impact] = (),
) -> tuple[Impact, ...]:
    """All consequences, the worst first.

    Args:
        before: What is live, of everything rendered and of all that was found besides. Secrets are masked,
            and the YAML in its ConfigMaps is read (`parse.embedded`).
        after: What would be, of everything rendered; as `before`.
        objects: The differences between them.
        profile: Whose rules tell which guarantee is lost.
        external: Objects the site makes itself.
        facts: What the site states; nothing where None.
        further: Consequences found elsewhere: of keys, field owners, autoscalers and drift.
    """
    stated = facts or Facts()
    live, new = (replace(side, external=external, facts=stated) for side in ours(before, after, objects))
    found = [
        *further,
        *_all(live, new, objects, profile),
        *recreate_impacts(objects),
        *orphan_impacts(before, after, objects),
    ]
    return tuple(sorted(_once(found), key=_rank))


def _all(
    before: Rendering, after: Rendering, objects: Sequence[ObjectDiff], profile: Profile
) -> Iterator[Impact]:
    yield from risk_impacts(before, after, objects)
    yield from upgrade_impacts(before, after, objects)
    yield from guarantee_impacts(before, after, objects, profile)
    yield from stale_impacts(after, objects)
    yield from rollout_impacts(before, after, objects)


def _once(found: Iterable[Impact]) -> Iterator[Impact]:
    """Each but those that a rule says again of the same object."""
    said = set()
    for impact in found:
        if impact.kind is ImpactKind.RISK and impact.rule:
            said.add((impact.rule, impact.subject))
        elif impact.kind is ImpactKind.GUARANTEE and (impact.rule, impact.subject) in said:
            continue
        yield impact


def _rank(impact: Impact) -> tuple[int, int, str, str, str]:
    of = impact.subject
    return [*Severity].index(impact.severity), KINDS.index(impact.kind), of.namespace, of.kind, of.name
