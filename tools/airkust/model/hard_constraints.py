"""What must hold wherever a workload's pods are to stand?

Only what the scheduler of Kubernetes may not overrule: required pod affinity and anti-affinity, and spread
constraints with DoNotSchedule. The constraints a cluster adds by itself are soft, and count for nothing.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from airkust.model import semantics, tree
from airkust.model.bound import Kind
from airkust.model.index import same_namespace
from airkust.model.rendering import Rendering
from airkust.model.separation import REQUIRED
from airkust.model.task_pods import task_pods
from airkust.model.topology import LEVELS, Level
from airkust.model.workload import Workload

REVISIONS: Mapping[str, str] = {
    "Deployment": "pod-template-hash",
    "ReplicaSet": "pod-template-hash",
    "StatefulSet": "controller-revision-hash",
}
"""The label by which a controller tells its revisions apart; no manifest holds it."""

KINDS = {"podAffinity": Kind.TOGETHER, "podAntiAffinity": Kind.CAP}


@dataclass(frozen=True, slots=True)
class HardConstraint:
    """One that counts the workload's own pods; one that counts only others' says nothing about them.

    Attributes:
        kind: A spread constraint is a skew, anti-affinity a cap, affinity puts together.
        topology_key: The node label whose values are the places.
        field: Of the constraint or the term.
        skew: maxSkew.
        min_domains: Below so many places the emptiest one counts as empty.
        per_revision: Pods of another revision of the workload are not counted.
        tainted_nodes: Nodes whose taints the pods do not tolerate are places, too.
        other_nodes: Nodes the pods' own node selector excludes are places, too.
        others: Pods of other workloads: those a spread constraint counts, None where task pods are among
            them, of any number; for anti-affinity those that have the same one, and so a place each.
    """

    kind: Kind
    topology_key: str
    field: str
    skew: int = 1
    min_domains: int = 1
    per_revision: bool = False
    tainted_nodes: bool = False
    other_nodes: bool = False
    others: int | None = 0

    @property
    def level(self) -> Level | None:
        """None for places whose number nobody states."""
        return LEVELS.get(self.topology_key)


def hard_constraints(rendering: Rendering, workload: Workload) -> tuple[HardConstraint, ...]:
    """Those of one workload, spread constraints first."""
    return (*_spreads(rendering, workload), *_terms(rendering, workload))


def _spreads(rendering: Rendering, workload: Workload) -> Iterator[HardConstraint]:
    path = ("spec", "topologySpreadConstraints")
    for number, body in enumerate(tree.sequence(workload.template, *path)):
        if tree.text(body, "whenUnsatisfiable") == "ScheduleAnyway" or not _counts_own(body, workload):
            continue
        per_revision = _per_revision(body, workload)
        yield HardConstraint(
            kind=Kind.SKEW,
            topology_key=tree.text(body, "topologyKey"),
            field=workload.field_of(*path, number),
            skew=_whole(body, "maxSkew"),
            min_domains=_whole(body, "minDomains"),
            per_revision=per_revision,
            tainted_nodes=tree.text(body, "nodeTaintsPolicy") != "Honor",
            other_nodes=tree.text(body, "nodeAffinityPolicy") == "Ignore",
            others=0 if per_revision else _others(rendering, workload, body),
        )


def _terms(rendering: Rendering, workload: Workload) -> Iterator[HardConstraint]:
    for name, kind in KINDS.items():
        path = ("spec", "affinity", name, REQUIRED)
        for number, body in enumerate(tree.sequence(workload.template, *path)):
            if _own_namespace(body, workload.namespace) and _counts_own(body, workload):
                per_revision = _per_revision(body, workload)
                alone = per_revision or kind is Kind.TOGETHER
                yield HardConstraint(
                    kind=kind,
                    topology_key=tree.text(body, "topologyKey"),
                    field=workload.field_of(*path, number),
                    per_revision=per_revision,
                    others=0 if alone else _alike(rendering, workload, body),
                )


def _counts_own(body: object, workload: Workload) -> bool:
    """Whether the workload's own pods are counted; `matchLabelKeys` takes their own values."""
    excluded = tree.texts(body, "mismatchLabelKeys")
    return semantics.selects(tree.at(body, "labelSelector"), workload.pod_labels) and not any(
        key in workload.pod_labels for key in excluded
    )


def _per_revision(body: object, workload: Workload) -> bool:
    return REVISIONS.get(workload.kind, "") in tree.texts(body, "matchLabelKeys")


def _own_namespace(body: object, namespace: str) -> bool:
    """Whether a term is about the pods' own namespace: it names none, or this one, or all."""
    selector = tree.at(body, "namespaceSelector")
    named = tree.texts(body, "namespaces")
    if selector is None:
        return not named or any(same_namespace(each, namespace) for each in named)
    return namespace in named or semantics.selects(selector, {"kubernetes.io/metadata.name": namespace})


def _alike(rendering: Rendering, workload: Workload, body: object) -> int:
    """Pods of other workloads with the same anti-affinity: each of them needs a place without any of ours."""
    path = ("spec", "affinity", "podAntiAffinity", REQUIRED)
    counted = [
        other
        for other in _also_counted(rendering, workload, body)
        if body in tree.sequence(other.template, *path)
    ]
    return _replicas(rendering, counted)


def _others(rendering: Rendering, workload: Workload, body: object) -> int | None:
    for pods in task_pods(rendering.airflow):
        there = pods.template and same_namespace(pods.namespace, workload.namespace)
        if there and _counts(body, workload, pods.labels):
            return None
    return _replicas(rendering, _also_counted(rendering, workload, body))


def _also_counted(rendering: Rendering, workload: Workload, body: object) -> list[Workload]:
    """The other workloads in its namespace whose pods a constraint counts."""
    return [
        other
        for other in rendering.selected_by(tree.at(body, "labelSelector"), workload.namespace)
        if other is not workload and _counts(body, workload, other.pod_labels)
    ]


def _counts(body: object, workload: Workload, labels: Mapping[str, str]) -> bool:
    """Whether a constraint counts a pod; its `matchLabelKeys` take the values of the workload."""
    own = workload.pod_labels
    keys = [key for key in tree.texts(body, "matchLabelKeys") if key in own]
    return semantics.selects(tree.at(body, "labelSelector"), labels) and all(
        labels.get(key) == own[key] for key in keys
    )


def _replicas(rendering: Rendering, workloads: list[Workload]) -> int:
    sizes = (rendering.replicas(workload) for workload in workloads)
    return sum(size.minimum for size in sizes if size)


def _whole(body: Any, key: str) -> int:  # noqa: ANN401 -- whatever the manifest holds
    number = tree.at(body, key)
    return number if isinstance(number, int) and not isinstance(number, bool) and number > 0 else 1
