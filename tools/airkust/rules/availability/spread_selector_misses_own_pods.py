"""A rule that is to keep replicas apart does not select the replicas.

Why: The scheduler of Kubernetes counts the pods that the constraint's selector matches. One that misses the
    pod's own labels, after a label was renamed or copied from another component, counts none: all
    replicas may land on one node, and nothing says so.
Fix: Write labels of the pod template into the constraint's labelSelector. What tells components apart may
    stand in `matchLabelKeys`, which takes the pod's own values.
See: https://kubernetes.io/docs/concepts/scheduling-eviction/topology-spread-constraints/
    https://kubernetes.io/docs/concepts/scheduling-eviction/assign-pod-node/#inter-pod-affinity-and-anti-affinity
"""

from collections.abc import Iterator

from airkust.model import semantics
from airkust.model.finding import Severity, Violation
from airkust.model.profile import Profile
from airkust.model.rendering import Rendering
from airkust.model.separation import Separation, separations
from airkust.model.workload import REPLICATED, Workload
from airkust.rules.rule import Rule, Skip, Verdict


def check(rendering: Rendering) -> Iterator[Verdict]:
    constrained = [
        (workload, apart)
        for workload in rendering.workloads
        if workload.kind in REPLICATED and (apart := tuple(separations(workload)))
    ]
    if not constrained:
        yield Skip("no workload states how its replicas are kept apart")
    for workload, apart in constrained:
        kept_apart = any(semantics.selects(each.selector, workload.pod_labels) for each in apart)
        for each in apart:
            if semantics.selects(each.selector, workload.pod_labels):
                continue
            if kept_apart and _aims_elsewhere(rendering, workload, each):
                continue
            yield _violation(rendering, workload, each)


def _aims_elsewhere(rendering: Rendering, workload: Workload, separation: Separation) -> bool:
    """Whether it keeps the pods away from those of another workload, which is a use of its own."""
    return not separation.spread and bool(rendering.selected_by(separation.selector, workload.namespace))


def _violation(rendering: Rendering, workload: Workload, separation: Separation) -> Violation:
    others = rendering.selected_by(separation.selector, workload.namespace)
    whom = " and ".join(f"pods of {other}" for other in others) or "nothing"
    kind = "topology spread constraint" if separation.spread else "pod anti-affinity"
    return Violation(
        workload.id,
        f"has a {kind} over {separation.topology_key} that selects {whom}, not its own pods",
        separation.field,
        related=tuple(other.id for other in others),
    )


RULE = Rule(name="spread-selector-misses-own-pods", severity=Severity.ERROR, profile=Profile.HA, check=check)
