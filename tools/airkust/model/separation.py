"""What keeps the replicas of a workload on different nodes or in different zones?"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from airkust.model import tree
from airkust.model.workload import Workload

AFFINITY = ("spec", "affinity", "podAntiAffinity")
REQUIRED = "requiredDuringSchedulingIgnoredDuringExecution"
PREFERRED = "preferredDuringSchedulingIgnoredDuringExecution"


@dataclass(frozen=True, slots=True)
class Separation:
    """One topology spread constraint, or one term of a pod anti-affinity.

    Attributes:
        spread: It is a topology spread constraint.
        topology_key: The node label whose values are the places, `kubernetes.io/hostname` for instance.
        selector: The pods it counts, as written; None counts none. `matchLabelKeys` is left out: it
            narrows the selector to the pod's own values, so it never excludes the pod itself.
        field: Where the selector stands, or would.
        skew: maxSkew of a constraint; a term of an anti-affinity allows, or prefers, one pod a place.
    """

    spread: bool
    topology_key: str
    selector: Any
    field: str
    skew: int = 1


def separations(workload: Workload) -> Iterator[Separation]:
    """Spread constraints, then anti-affinity terms.

    Terms about other namespaces, and those whose `mismatchLabelKeys` exclude the pod's own kind on
    purpose, are left out.
    """
    constraints = ("spec", "topologySpreadConstraints")
    for number, constraint in enumerate(tree.sequence(workload.template, *constraints)):
        yield _separation(workload, constraint, (*constraints, number), spread=True)
    for strictness, inner in ((REQUIRED, ()), (PREFERRED, ("podAffinityTerm",))):
        for number, entry in enumerate(tree.sequence(workload.template, *AFFINITY, strictness)):
            term = tree.mapping(entry, *inner)
            if not any(term.get(key) for key in ("namespaces", "mismatchLabelKeys")) and (
                term.get("namespaceSelector") is None
            ):
                yield _separation(workload, term, (*AFFINITY, strictness, number, *inner), spread=False)


def _separation(workload: Workload, term: object, path: tuple[str | int, ...], *, spread: bool) -> Separation:
    skew = tree.at(term, "maxSkew") if spread else None
    return Separation(
        spread,
        tree.text(term, "topologyKey") or "an unnamed topology key",
        tree.at(term, "labelSelector"),
        workload.field_of(*path, "labelSelector"),
        skew if isinstance(skew, int) and not isinstance(skew, bool) else 1,
    )
