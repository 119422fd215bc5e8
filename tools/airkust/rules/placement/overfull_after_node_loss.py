"""After the loss of a node the others have no room for all pods.

Why: The pods that should replace the lost ones are Pending until a node is added: that takes an autoscaler
    minutes, and a cluster without one for ever. The next loss is then felt.
Fix: Add a node, or take larger ones; lower what containers ask for in `resources.requests` to what they use.
See: https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from airkust.model.facts import Cluster, said_in
from airkust.model.finding import Severity, Violation
from airkust.model.profile import Profile
from airkust.model.quantity import quantity
from airkust.model.redundant import NOT_REDUNDANT, redundant
from airkust.model.rendering import Rendering
from airkust.model.requests import pod_request
from airkust.model.workload import Workload
from airkust.rules.rule import Rule, Skip, Unknown, Verdict

Room = tuple[Decimal, Decimal]
"""Cores and bytes."""


def check(rendering: Rendering) -> Iterator[Verdict]:
    if not redundant(rendering):
        yield Skip(NOT_REDUNDANT)
        return
    cluster = rendering.facts.cluster
    if cluster.nodes == 1:
        yield Skip("there is one node only")
        return
    cores, memory = quantity(cluster.node_cpu), quantity(cluster.node_memory)
    stated = (("cluster.nodes", cluster.nodes), ("cluster.nodeCpu", cores), ("cluster.nodeMemory", memory))
    yield from (Unknown(said_in(path)) for path, value in stated if value is None)
    if cluster.nodes is None or cores is None or memory is None:
        return
    sizes = ((workload, rendering.replicas(workload)) for workload in rendering.workloads)
    pods = [
        (workload, size.minimum, (pod_request(workload, "cpu"), pod_request(workload, "memory")))
        for workload, size in sizes
        if size
    ]
    left_out = _left_out(pods, [(cores, memory)] * max(cluster.nodes - 1, 0))
    if left_out:
        yield _violation(left_out, [(number, asked) for _, number, asked in pods], cluster)


def _left_out(pods: Sequence[tuple[Workload, int, Room]], rooms: list[Room]) -> Workload | None:
    """A workload of which a pod finds no node, where the largest are placed first; None if all find one."""
    for workload, number, asked in sorted(pods, key=lambda each: each[2][::-1], reverse=True):
        waiting = number
        for node, room in enumerate(rooms):
            fitting = min(
                (left // each for left, each in zip(room, asked, strict=True) if each > 0), default=None
            )
            placed = waiting if fitting is None else max(min(waiting, int(fitting)), 0)
            rooms[node] = (room[0] - placed * asked[0], room[1] - placed * asked[1])
            waiting -= placed
        if waiting > 0:
            return workload
    return None


def _violation(workload: Workload, pods: Sequence[tuple[int, Room]], cluster: Cluster) -> Violation:
    cores, memory = (sum((n * asked[which] for n, asked in pods), Decimal(0)) for which in (0, 1))
    return Violation(
        workload.id,
        f"does not fit with the rest when one of {cluster.nodes} nodes is lost: {sum(n for n, _ in pods)} "
        f"pods ask for cpu {cores.normalize():f} and memory {memory / 2**20:.0f}Mi, and what is left has cpu "
        f"{cluster.node_cpu} and memory {cluster.node_memory} a node",
        workload.field_of("spec", "containers"),
    )


RULE = Rule(name="overfull-after-node-loss", severity=Severity.WARNING, profile=Profile.HA, check=check)
