"""Which object that goes did a new one take the place of, under another name?

Kustomize names what it generates after its content, and a Job is named after the image it runs: each change
makes a new object. Both are the same one to a person.
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Final

from airkust.model.references import references
from airkust.model.rendering import Rendering
from airkust.model.resource import ResourceId
from airkust.model.rollouts import renamed_with_content, without_hash

GENERATED: Final = frozenset({"ConfigMap", "Secret"})
VERSIONED: Final = re.compile(r"(?P<base>.+?)-v?[0-9]+(?:\.[0-9]+)+(?:[-.][A-Za-z0-9.-]*)?")
"""A name with the version of something behind it: `airflow-migrations-3.3.2`."""


def base_name(of: ResourceId) -> str:
    """The name without what changes with the content or the version; "" where nothing does."""
    if of.kind in GENERATED and renamed_with_content(of.name):
        return without_hash(of.name)
    found = VERSIONED.fullmatch(of.name) if of.kind == "Job" else None
    return found["base"] if found else ""


def pair(
    created: Sequence[ResourceId],
    gone: Sequence[ResourceId],
    *,
    used: Collection[ResourceId] = (),
    made_at: Mapping[ResourceId, str] | None = None,
) -> Mapping[ResourceId, ResourceId]:
    """The predecessor of each new object that has one.

    Of several, the one that is in use, else the newest, is the predecessor. None is anybody's twice.

    Args:
        created: Rendered, and not there yet.
        gone: There, and not rendered.
        used: Those that live pods name, see `in_use`.
        made_at: When each was made, as metadata.creationTimestamp writes it.
    """
    times = made_at or {}
    left: dict[tuple[str, ...], list[ResourceId]] = {}
    for old in gone:
        if key := _key(old):
            left.setdefault(key, []).append(old)
    paired = {}
    for new in created:
        candidates = left.get(_key(new), [])
        if candidates:
            best = max(candidates, key=lambda old: (old in used, times.get(old, ""), old.name))
            candidates.remove(best)
            paired[new] = best
    return paired


def in_use(live: Rendering) -> frozenset[ResourceId]:
    """The ConfigMaps and Secrets that pods and what keeps pods running name, old ReplicaSets left out."""
    return frozenset(_named(live))


def _named(live: Rendering) -> Iterator[ResourceId]:
    for workload in live.workloads:
        if workload.kind == "ReplicaSet":
            continue
        for reference in references(workload):
            if reference.kind in GENERATED:
                yield ResourceId(reference.kind, reference.name, workload.namespace)


def _key(of: ResourceId) -> tuple[str, ...]:
    base = base_name(of)
    return (of.api_group, of.kind, of.namespace, base) if base else ()
