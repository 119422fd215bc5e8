"""NetworkPolicies keep pods of Airflow from the name server.

Why: Every host an Airflow pod talks to it knows by name. With its egress closed and no way to port 53 it
    reaches nothing at all; without TCP an answer that is too long for UDP, of a Service with many pods, is
    lost. A pod that was made before the policy may keep its connections: it shows at the next restart.
Fix: Allow the egress of all pods to port 53 by UDP and by TCP, to kube-system and to the address of a name
    server on the node, as `components/network-policies` does.
See: https://kubernetes.io/docs/concepts/services-networking/network-policies/
    https://kubernetes.io/docs/tasks/administer-cluster/nodelocaldns/
"""

from collections.abc import Iterator

from airkust.model import tree
from airkust.model.endpoints import Endpoint, endpoint
from airkust.model.finding import Severity, Violation
from airkust.model.network_policy import Direction, governing
from airkust.model.profile import Profile
from airkust.model.rendering import Rendering
from airkust.model.resource import Resource
from airkust.model.task_pods import task_pods
from airkust.rules.closed_edge import closing, not_judged, policies_near
from airkust.rules.rule import Rule, Skip, Unknown, Verdict

PORTS = (53, 5353)
"""The second one is what the pods of OpenShift's name servers listen on."""


def check(rendering: Rendering) -> Iterator[Verdict]:
    if reason := not_judged(rendering):
        yield reason
        return
    running = dict.fromkeys(found.workload for found in rendering.airflow.containers)
    sources = [endpoint(rendering, workload) for workload in running]
    for pods in task_pods(rendering.airflow):
        if pods.unknown:
            yield Unknown(pods.unknown)
        elif pods.template and pods.template.workload:
            sources.append(endpoint(rendering, pods.template.workload, pods.namespace))
    governed = [
        (
            source,
            governing(policies_near(rendering, source.pod.namespace), source.pod, Direction.EGRESS),
        )
        for source in sources
    ]
    if not any(over for _, over in governed):
        yield Skip("no NetworkPolicy closes the egress of a pod of Airflow")
    for source, over in governed:
        if over:
            yield from _judge(source, over)


def _judge(source: Endpoint, over: tuple[Resource, ...]) -> Iterator[Violation]:
    missing = [protocol for protocol in ("UDP", "TCP") if not _allowed(over, protocol)]
    if missing:
        protocols = " nor by ".join(missing)
        yield Violation(
            source.id,
            f"cannot reach a name server by {protocols}: {closing(over, 'egress')} port 53",
            related=tuple(policy.id for policy in over),
        )


def _allowed(over: tuple[Resource, ...], protocol: str) -> bool:
    """Whether any rule opens port 53 to anything but pods of the policy's own namespace."""
    return any(
        _to_elsewhere(tree.at(rule, "to")) and _to_port(tree.at(rule, "ports"), protocol)
        for policy in over
        for rule in tree.sequence(policy.body, "spec", "egress")
    )


def _to_elsewhere(peers: object) -> bool:
    """Where the name servers are is the cluster's affair: any other namespace or address may be right."""
    return not peers or any(
        tree.at(peer, part) is not None
        for peer in tree.sequence(peers)
        for part in ("ipBlock", "namespaceSelector")
    )


def _to_port(ports: object, protocol: str) -> bool:
    return not ports or any(
        (tree.text(entry, "protocol") or "TCP") == protocol and _covers(entry)
        for entry in tree.sequence(ports)
    )


def _covers(entry: object) -> bool:
    first, last = tree.at(entry, "port"), tree.at(entry, "endPort")
    if not isinstance(first, int):
        return first is None or isinstance(first, str)  # the name of a port there, `dns` for instance
    return any(first <= port <= (last if isinstance(last, int) else first) for port in PORTS)


RULE = Rule(name="blocked-dns", severity=Severity.ERROR, profile=Profile.CORE, check=check)
