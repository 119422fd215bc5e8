"""Which live objects are ours and rendered no more?"""

from collections.abc import Iterable
from typing import Final

from airkust.diff.live import Live
from airkust.diff.pairing import base_name
from airkust.model import tree
from airkust.model.external import External
from airkust.model.references import references
from airkust.model.rendering import Rendering
from airkust.model.resource import ResourceId

LABELS: Final = ("app.kubernetes.io/instance", "app.kubernetes.io/part-of", "app.kubernetes.io/name")
"""What says whose an object is: the first of these that is rendered counts."""


def orphans(
    rendering: Rendering, others: Iterable[Live], *, external: frozenset[External] | None
) -> list[Live]:
    """Those of the live objects that somebody who prunes would delete.

    One is ours where it carries our label, or the name of a rendered object with another hash or version.
    What a controller made, what the site makes and what rendered pods name is none.

    Args:
        rendering: What is wanted.
        others: What lives and is not rendered.
        external: Objects the site makes itself.
    """
    label, values = _label(rendering)
    bases = {(each.kind, each.id.namespace, base_name(each.id)) for each in rendering if base_name(each.id)}
    named = {
        (reference.kind, reference.name)
        for workload in rendering.workloads
        for reference in references(workload)
    }

    def is_orphan(live: Live) -> bool:
        ours = label and tree.labels(live.body, "metadata", "labels").get(label) in values
        if not ours and not _bases(live.id) & bases:
            return False
        if tree.sequence(live.body, "metadata", "ownerReferences"):
            return False
        known = (live.id.kind, live.id.name)
        return known not in named and External(*known) not in (external or ())

    return [live for live in others if is_orphan(live)]


def _label(rendering: Rendering) -> tuple[str, frozenset[str]]:
    for label in LABELS:
        if values := frozenset(each.labels[label] for each in rendering if label in each.labels):
            return label, values
    return "", frozenset()


def _bases(of: ResourceId) -> set[tuple[str, str, str]]:
    """The ways a rendered predecessor or successor may be written: with a namespace, or without."""
    base = base_name(of)
    return {(of.kind, of.namespace, base), (of.kind, "", base)} if base else set()
