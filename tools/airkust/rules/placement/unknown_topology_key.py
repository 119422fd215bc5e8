"""Replicas are kept apart by a node label that nodes do not carry.

Why: Nodes without the label take no pod with a hard spread constraint over it, so all replicas are Pending;
    a soft constraint or an anti-affinity over it does nothing at all, and nothing says so.
Fix: Write `kubernetes.io/hostname` or `topology.kubernetes.io/zone`. A label that all nodes of the site carry
    belongs into `cluster.topologyKeys` of its `ha.yaml`.
See: https://kubernetes.io/docs/reference/labels-annotations-taints/#kubernetesiohostname
    https://kubernetes.io/docs/concepts/scheduling-eviction/topology-spread-constraints/#conventions
"""

from collections.abc import Iterator

from airkust.model import field_path
from airkust.model.facts import said_in
from airkust.model.finding import Severity, Violation
from airkust.model.profile import Profile
from airkust.model.rendering import Rendering
from airkust.model.separation import Separation, separations
from airkust.model.workload import REPLICATED, Workload
from airkust.rules.rule import Rule, Skip, Unknown, Verdict

WELL_KNOWN = frozenset(
    {
        "failure-domain.beta.kubernetes.io/region",
        "failure-domain.beta.kubernetes.io/zone",
        "kubernetes.io/arch",
        "kubernetes.io/hostname",
        "kubernetes.io/os",
        "node.kubernetes.io/instance-type",
        "topology.kubernetes.io/region",
        "topology.kubernetes.io/zone",
    }
)
RESERVED = ("kubernetes.io", "topology.kubernetes.io", "failure-domain.beta.kubernetes.io")
"""Prefixes whose labels are Kubernetes' own: a site adds none."""


def check(rendering: Rendering) -> Iterator[Verdict]:
    apart = [
        (workload, each)
        for workload in rendering.workloads
        if workload.kind in REPLICATED
        for each in separations(workload)
        if each.topology_key
    ]
    if not apart:
        yield Skip("no workload states how its replicas are kept apart")
    for workload, each in apart:
        if each.topology_key not in WELL_KNOWN:
            yield from _judge(workload, each, rendering.facts.cluster.topology_keys)


def _judge(workload: Workload, apart: Separation, stated: tuple[str, ...] | None) -> Iterator[Verdict]:
    key = apart.topology_key
    if key in (stated or ()):
        return
    prefix, slash, _ = key.partition("/")
    if slash and prefix in RESERVED:
        why = "Kubernetes has no such label"
    elif stated is None:
        yield Unknown(f"whether nodes carry the label {key}: {said_in('cluster.topologyKeys')}")
        return
    else:
        why = f"{said_in('cluster.topologyKeys')} does not list it"
    yield Violation(
        workload.id,
        f"keeps its pods apart by the node label {key}: {why}",
        field_path.join(*field_path.split(apart.field)[:-1], "topologyKey"),
    )


RULE = Rule(name="unknown-topology-key", severity=Severity.WARNING, profile=Profile.HA, check=check)
