"""Are network policies in force, between pods of one node and of two? No image but pause is needed."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from tests.cluster.kubectl import Kubectl, wait_until
from tests.cluster.lab import guest
from tests.cluster.lab.guest import Guest

from lab import pause
from lab.layout import Lab

OPENED, CLOSED, PROBED = 8001, 8002, 8003
SERVICE = "kubernetes.default.svc.cluster.local"
ALL: dict[str, Any] = {}


def pod(name: str, node: str, **container: Any) -> dict[str, Any]:  # noqa: ANN401 -- what a container may have
    return {
        "apiVersion": "v1",
        "kind": "Pod",
        "metadata": {"name": name, "labels": {"name": name}},
        "spec": {
            "nodeName": node,
            "terminationGracePeriodSeconds": 0,
            "containers": [{"name": "pause", "image": pause.REFERENCE, **container}],
        },
    }


def policy(name: str, **spec: Any) -> dict[str, Any]:  # noqa: ANN401 -- what a policy may have
    return {
        "apiVersion": "networking.k8s.io/v1",
        "kind": "NetworkPolicy",
        "metadata": {"name": name},
        "spec": spec,
    }


PROBE = {"tcpSocket": {"port": PROBED}, "periodSeconds": 1}
PODS = [
    pod("server", "node1", readinessProbe=PROBE),
    pod("near", "node1"),
    pod("far", "node2"),
]
DENY = policy("deny", podSelector=ALL, policyTypes=["Ingress", "Egress"])
TO_DNS = policy(
    "to-dns",
    podSelector=ALL,
    policyTypes=["Egress"],
    egress=[
        {
            "to": [
                {
                    "namespaceSelector": {"matchLabels": {"kubernetes.io/metadata.name": "kube-system"}},
                    "podSelector": {"matchLabels": {"k8s-app": "kube-dns"}},
                }
            ],
            "ports": [{"port": 53, "protocol": "UDP"}, {"port": 53, "protocol": "TCP"}],
        }
    ],
)
PORTS = [{"port": OPENED, "protocol": "TCP"}]


def opened(client: str) -> list[dict[str, Any]]:
    """Both ends of an edge: one pod to one port of the server."""
    source, target = {"matchLabels": {"name": client}}, {"matchLabels": {"name": "server"}}
    out = {"to": [{"podSelector": target}], "ports": PORTS}
    into = {"from": [{"podSelector": source}], "ports": PORTS}
    return [
        policy(f"from-{client}", podSelector=source, policyTypes=["Egress"], egress=[out]),
        policy(f"to-server-from-{client}", podSelector=target, policyTypes=["Ingress"], ingress=[into]),
    ]


@dataclass(frozen=True)
class Neighbourhood:
    """A namespace with a server that takes connections, a client beside it and one on another node."""

    lab: Lab
    kubectl: Kubectl
    server: Guest
    clients: dict[str, Guest]

    def apply(self, *policies: dict[str, Any]) -> None:
        manifest = self.lab.state / "policies.json"
        manifest.write_text(json.dumps({"apiVersion": "v1", "kind": "List", "items": policies}))
        self.kubectl.run("apply", "-f", str(manifest))

    def comes_to(self, client: str, port: int, *, reach: bool) -> bool:
        """Wait until a client reaches the server, or no longer does: a policy takes a moment."""
        what = f"{client} {'to reach' if reach else 'not to reach'} port {port}"
        return wait_until(lambda: self.clients[client].reaches(self.server, port) is reach, what, deadline=60)


@pytest.fixture(scope="module")
def pods(lab: Lab) -> Iterator[Neighbourhood]:
    kubectl = Kubectl(lab.kubeconfig, "policies")
    manifest = lab.state / "pods.json"
    manifest.write_text(json.dumps({"apiVersion": "v1", "kind": "List", "items": PODS}))
    with kubectl.namespace_made():
        kubectl.run("apply", "-f", str(manifest))
        server = guest.of(lab, kubectl, "server")
        with server.serving(OPENED, CLOSED):
            clients = {name: guest.of(lab, kubectl, name) for name in ("near", "far")}
            yield Neighbourhood(lab, kubectl, server, clients)


@pytest.fixture
def open_pods(pods: Neighbourhood) -> Iterator[Neighbourhood]:
    """The neighbourhood without a policy, before the test and after it."""
    for client in pods.clients:
        pods.comes_to(client, CLOSED, reach=True)
    yield pods
    pods.kubectl.run("delete", "networkpolicies", "--all")


@pytest.fixture
def closed_pods(open_pods: Neighbourhood) -> Neighbourhood:
    """The neighbourhood with a policy that allows nothing, in force on both nodes."""
    open_pods.apply(DENY)
    for client in open_pods.clients:
        open_pods.comes_to(client, CLOSED, reach=False)
    return open_pods


@pytest.mark.parametrize("client", ["near", "far"])
def test_without_a_policy_a_pod_is_reached(client: str, open_pods: Neighbourhood) -> None:
    assert open_pods.clients[client].reaches(open_pods.server, OPENED)


@pytest.mark.parametrize("client", ["near", "far"])
def test_a_pod_that_is_denied_everything_is_not_reached(client: str, closed_pods: Neighbourhood) -> None:
    assert not closed_pods.clients[client].reaches(closed_pods.server, OPENED)


@pytest.mark.parametrize("client", ["near", "far"])
def test_who_is_denied_nothing_does_not_reach_who_is(client: str, open_pods: Neighbourhood) -> None:
    into_server = policy(
        "deny-server", podSelector={"matchLabels": {"name": "server"}}, policyTypes=["Ingress"]
    )
    open_pods.apply(into_server)
    assert open_pods.comes_to(client, OPENED, reach=False)


@pytest.mark.parametrize("client", ["near", "far"])
def test_an_edge_is_opened_by_a_policy(client: str, closed_pods: Neighbourhood) -> None:
    closed_pods.apply(*opened(client))
    assert closed_pods.comes_to(client, OPENED, reach=True)


@pytest.mark.parametrize("client", ["near", "far"])
def test_an_opened_edge_opens_no_other_port(client: str, closed_pods: Neighbourhood) -> None:
    closed_pods.apply(*opened(client))
    closed_pods.comes_to(client, OPENED, reach=True)
    assert not closed_pods.clients[client].reaches(closed_pods.server, CLOSED)


@pytest.mark.parametrize(("client", "other"), [("near", "far"), ("far", "near")])
def test_an_opened_edge_opens_none_for_others(client: str, other: str, closed_pods: Neighbourhood) -> None:
    closed_pods.apply(*opened(client))
    closed_pods.comes_to(client, OPENED, reach=True)
    assert not closed_pods.clients[other].reaches(closed_pods.server, OPENED)


@pytest.mark.parametrize("client", ["near", "far"])
def test_a_pod_that_is_denied_everything_resolves_nothing(client: str, closed_pods: Neighbourhood) -> None:
    assert not closed_pods.clients[client].resolves(SERVICE)


@pytest.mark.parametrize("client", ["near", "far"])
def test_the_clusters_dns_is_found_by_its_usual_labels(client: str, closed_pods: Neighbourhood) -> None:
    closed_pods.apply(TO_DNS)
    resolver = closed_pods.clients[client]
    assert wait_until(lambda: resolver.resolves(SERVICE), "the name of a Service", deadline=60)


def test_kubelets_probe_reaches_a_pod_that_is_denied_everything(closed_pods: Neighbourhood) -> None:
    with closed_pods.server.serving(PROBED):
        closed_pods.kubectl.run("wait", "pod/server", "--for=condition=Ready", "--timeout=120s")
