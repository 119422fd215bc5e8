"""A hard topology spread constraint also counts the pods that a rollout is about to replace.

Why: New pods are placed beside the old ones, and the old ones then go. Two replicas on nodes a and b: the
    first new pod comes to a, the old one on a goes, the second new pod comes to a, too. The constraint held
    at every step, and at the end both replicas share a node.
Fix: Add `pod-template-hash` to the `matchLabelKeys` of the constraint, so that it counts the pods of one
    revision only (Kubernetes 1.27 or newer).
See: https://kubernetes.io/docs/concepts/scheduling-eviction/topology-spread-constraints/#topologyspreadconstraints-field
"""

import json
from collections.abc import Iterator

from airkust.model import field_path, semantics, tree
from airkust.model.bound import Kind
from airkust.model.finding import Edit, Severity, Violation
from airkust.model.hard_constraints import HardConstraint, hard_constraints
from airkust.model.profile import Profile
from airkust.model.rendering import Rendering
from airkust.model.workload import Workload
from airkust.rules.rule import Rule, Skip, Verdict

HASH = "pod-template-hash"
SEVERAL = 2


def check(rendering: Rendering) -> Iterator[Verdict]:
    judged = False
    for workload in rendering.workloads:
        replicas = rendering.replicas(workload) if workload.kind == "Deployment" else None
        if (
            replicas is None
            or replicas.maximum < SEVERAL
            or semantics.rolling_update(workload.resource.body, replicas.maximum) is None
        ):
            continue
        for constraint in hard_constraints(rendering, workload):
            if constraint.kind is Kind.SKEW:
                judged = True
                if not constraint.per_revision:
                    yield _violation(workload, constraint)
    if not judged:
        yield Skip("no Deployment of several replicas has a hard topology spread constraint over them")


def _violation(workload: Workload, constraint: HardConstraint) -> Violation:
    body = tree.at(workload.resource.body, *field_path.split(constraint.field))
    keys = [*tree.texts(body, "matchLabelKeys"), HASH]
    field = f"{constraint.field}.matchLabelKeys"
    return Violation(
        workload.id,
        f"spreads its pods over {constraint.topology_key} without {HASH} in matchLabelKeys: in a rollout old "
        "and new pods are counted together, and the new ones may end up in one place",
        field,
        edits=(Edit(field, json.dumps(keys)),),
    )


RULE = Rule(name="spread-counts-old-pods", severity=Severity.WARNING, profile=Profile.HA, check=check)
