"""What becomes of each object, and what follows from that?"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from airkust.diff import noise
from airkust.diff.applier import applier
from airkust.diff.cause import cause_of, kept_fields
from airkust.diff.change import Change
from airkust.diff.comparison import Against, Comparison, Fate, ObjectDiff
from airkust.diff.documents import compare_bodies
from airkust.diff.immutable import fields_of_refusal, frozen_fields
from airkust.diff.impact import Impact
from airkust.diff.live import Live
from airkust.diff.local import predict
from airkust.diff.masking import Masker
from airkust.diff.orphans import orphans
from airkust.diff.pairing import pair
from airkust.diff.state import Collected, Refusal, State
from airkust.model.external import External
from airkust.model.facts import Facts
from airkust.model.profile import Profile
from airkust.model.rendering import Rendering
from airkust.model.resource import Resource, ResourceId, Source

UNPROCESSABLE = 422

Body = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Site:
    """What is known besides manifests and cluster.

    Attributes:
        profile: How much the overlay promises.
        external: Objects the site makes itself; None where nobody declared which.
        manager: The field manager to compare as; None for the one that applied each object.
    """

    profile: Profile
    external: frozenset[External] | None
    facts: Facts
    manager: str | None = None


def compare(
    rendering: Rendering, collected: Collected, masker: Masker, *, against: Against, site: Site
) -> Comparison:
    """One rendering beside what the cluster said.

    Args:
        rendering: As rendered.
        collected: With the secrets in it.
        masker: Takes them out, before anything is compared.
        against: What was compared with.
        site: What else is known.
    """
    sources = {(each.kind, each.name): each.source for each in rendering}
    judged = [_Judged(state, masker, site, sources) for state in collected.states]
    others = [masker.live(live) for live in collected.others]
    gone = orphans(rendering, others, external=site.external)
    created = [each.diff.id for each in judged if each.diff.fate is Fate.CREATED]
    pairs = pair(created, gone)
    ...
