"""A component of Airflow may run only on nodes that the provider can take back at any time.

Why: Spot nodes of a kind are taken back together, when the provider needs them: all replicas are lost within
    minutes, and no other node may take them.
Fix: Let the core run on nodes that stay: take the label out of `nodeSelector` and `nodeAffinity`, and keep it
    for the pods of tasks that are retried.
See: https://kubernetes.io/docs/concepts/scheduling-eviction/assign-pod-node/
    https://cloud.google.com/kubernetes-engine/docs/concepts/spot-vms
"""

from collections.abc import Iterator

from airkust.model.commands import CORE, Component
from airkust.model.facts import said_in
from airkust.model.finding import Severity, Violation
from airkust.model.node_choice import labels_asked, values_left
from airkust.model.profile import Profile
from airkust.model.rendering import Rendering
from airkust.model.topology import LEVELS
from airkust.model.workload import Workload
from airkust.rules.rule import Rule, Skip, Unknown, Verdict

WELL_KNOWN = (
    "cloud.google.com/gke-preemptible=true",
    "cloud.google.com/gke-provisioning=spot",
    "cloud.google.com/gke-spot=true",
    "eks.amazonaws.com/capacityType=SPOT",
    "karpenter.sh/capacity-type=spot",
    "kubernetes.azure.com/scalesetpriority=spot",
)
"""Labels by which providers mark such nodes."""

OF_EVERY_NODE = frozenset(
    {
        *LEVELS,
        *(spot.partition("=")[0] for spot in WELL_KNOWN),
        "kubernetes.io/arch",
        "kubernetes.io/os",
        "node.kubernetes.io/instance-type",
        "topology.kubernetes.io/region",
    }
)
"""Labels whose values say, or need not say, whether a node may be taken back."""


def check(rendering: Rendering) -> Iterator[Verdict]:
    judged = (*CORE, Component.WEBSERVER)
    running = rendering.airflow.running(*judged)
    if not running:
        yield Skip("no component of Airflow is rendered")
    for workload in dict.fromkeys(found.workload for found in running):
        names = rendering.airflow.names(workload, *judged)
        yield from _judge(workload, names, rendering.facts.cluster.spot_labels)


def _judge(workload: Workload, names: str, stated: tuple[str, ...] | None) -> Iterator[Verdict]:
    for label in dict.fromkeys((*WELL_KNOWN, *(stated or ()))):
        key, _, value = label.partition("=")
        left = values_left(workload, key)
        if not left.but and left.names == {value}:
            yield Violation(
                workload.id,
                f"may run the {names} only on nodes with {label}, which may be taken back at any time",
                workload.field_of("spec"),
            )
            return
    unsaid = sorted(set(labels_asked(workload)) - OF_EVERY_NODE - {""})
    if stated is None and unsaid:
        yield Unknown(
            f"whether nodes chosen by {', '.join(unsaid)} may be taken back: {said_in('cluster.spotLabels')}"
        )


RULE = Rule(name="spot-nodes-only", severity=Severity.ERROR, profile=Profile.HA, check=check)
