"""Nothing keeps the replicas of a component of Airflow on different nodes.

Why: Two replicas on one node are lost with it, both at once. Kubernetes' own default only prefers nodes
    with up to three pods fewer, and any free space elsewhere outweighs that.
Fix: Add `components/high-availability`, or a topology spread constraint over `kubernetes.io/hostname` with
    `maxSkew: 1` whose labelSelector matches the pods.
See: https://kubernetes.io/docs/concepts/scheduling-eviction/topology-spread-constraints/
    https://kubernetes.io/docs/concepts/scheduling-eviction/topology-spread-constraints/#internal-default-constraints
"""

import json
from collections.abc import Iterator

from airkust.model import semantics, tree
from airkust.model.finding import Edit, Severity, Violation
from airkust.model.profile import Profile
from airkust.model.redundant import NOT_REDUNDANT, Redundant, redundant
from airkust.model.rendering import Rendering
from airkust.model.separation import Separation, separations
from airkust.model.topology import LEVELS, Level
from airkust.rules.rule import Rule, Skip, Verdict

REGION = "topology.kubernetes.io/region"


def check(rendering: Rendering) -> Iterator[Verdict]:
    found = redundant(rendering)
    if not found:
        yield Skip(NOT_REDUNDANT)
    one_zone = rendering.facts.cluster.zones == 1
    for part in found:
        apart = [
            each
            for each in separations(part.workload)
            if semantics.selects(each.selector, part.workload.pod_labels)
        ]
        if not any(_separates(each, part, one_zone=one_zone) for each in apart):
            yield _violation(part, apart)


def _separates(separation: Separation, part: Redundant, *, one_zone: bool) -> bool:
    """Whether it makes a difference; pods in different zones or racks are on different nodes, too."""
    key = separation.topology_key
    if key == REGION or (one_zone and LEVELS.get(key) is Level.ZONE):
        return False
    return separation.skew < part.number


def _violation(part: Redundant, apart: list[Separation]) -> Violation:
    field = part.workload.field_of("spec", "topologySpreadConstraints")
    keeps = f"keeps {part.number} replicas of the {part.names}, and nothing keeps them on different nodes"
    if not apart:
        missing = "topologySpreadConstraints" not in part.workload.pod_spec
        edits = (Edit(field, _constraint(part)),) if missing and part.workload.selector else ()
        return Violation(part.workload.id, keeps, field, edits=edits)
    said = " and ".join(f"maxSkew {each.skew} over {each.topology_key}" for each in apart)
    return Violation(part.workload.id, f"{keeps}: {said} lets all of them share one", apart[0].field)


def _constraint(part: Redundant) -> str:
    """A constraint over the pods that the workload itself selects."""
    selector = tree.labels(part.workload.selector, "matchLabels")
    constraint: dict[str, object] = {
        "maxSkew": 1,
        "minDomains": 2,
        "topologyKey": "kubernetes.io/hostname",
        "whenUnsatisfiable": "DoNotSchedule",
        "nodeTaintsPolicy": "Honor",
        "labelSelector": {"matchLabels": dict(selector)},
    }
    if part.workload.kind == "Deployment":
        constraint["matchLabelKeys"] = ["pod-template-hash"]
    return json.dumps([constraint])


RULE = Rule(name="unspread-replicas", severity=Severity.ERROR, profile=Profile.HA, check=check)
