"""NetworkPolicies keep a pod from the Kubernetes API that it cannot work without.

Why: A scheduler makes, watches and deletes the pods of tasks through the Kubernetes API. With the way there
    closed it starts, and no task ever does.
Fix: Allow the egress of the scheduler, and of what else works on pods, to ports 443 and 6443. A selector of
    pods does not match the API server, which has no pod's address: leave `to` out, or name its addresses.
See: https://kubernetes.io/docs/concepts/services-networking/network-policies/
    https://airflow.apache.org/docs/apache-airflow-providers-cncf-kubernetes/stable/kubernetes_executor.html
"""

from collections.abc import Iterator

from airkust.model.commands import invocations
from airkust.model.endpoints import endpoint
from airkust.model.finding import Severity
from airkust.model.network_policy import OUTSIDE, Port
from airkust.model.profile import Profile
from airkust.model.rendering import Rendering
from airkust.model.task_pods import task_pods
from airkust.model.workload import Workload
from airkust.rules.closed_edge import Edge, closed, not_judged, violation
from airkust.rules.rule import Rule, Skip, Verdict

PORTS = (6443, 443, 8443, 16443)
"""Where API servers listen: kubeadm's own, that of most clouds, minikube's and MicroK8s'."""


def check(rendering: Rendering) -> Iterator[Verdict]:
    if reason := not_judged(rendering):
        yield reason
        return
    sources = _sources(rendering)
    if not sources:
        yield Skip("nothing rendered works on pods")
    for source in sources:
        edges = [
            Edge(endpoint(rendering, source), OUTSIDE, Port(port), "the Kubernetes API") for port in PORTS
        ]
        found = [closed(rendering, edge) for edge in edges]
        if first := all(each and each.certain for each in found) and found[0]:
            yield violation(edges[0], first)


def _sources(rendering: Rendering) -> tuple[Workload, ...]:
    """Schedulers that make task pods, and whatever runs `airflow kubernetes`."""
    found = {pods.scheduler.workload: None for pods in task_pods(rendering.airflow)}
    for workload in rendering.workloads:
        for container in workload.containers:
            if any(words[:1] == ("kubernetes",) for words in invocations(container)):
                found[workload] = None
    return tuple(found)


RULE = Rule(name="blocked-kubernetes-api", severity=Severity.ERROR, profile=Profile.CORE, check=check)
