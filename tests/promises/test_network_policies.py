"""Do the policies of ha-prod allow the edges there are, and no others?

Kubernetes' own semantics, small: a connection is allowed when an egress rule of its source and an ingress
rule of its target allow it.
"""

from dataclasses import dataclass
from itertools import product
from typing import Any

import pytest
from tests.rendered import of_kind, pod_templates

CORE = ("api-server", "execution-api", "scheduler", "dag-processor", "triggerer")
EDGES = {
    ("task", "execution-api", 8080),
    ("api-server", "triggerer", 8794),
    *((component, "pgbouncer", 6432) for component in CORE),
}
PORTS = (5432, 6432, 8080, 8793, 8794, 8974)
OUTSIDE = {
    5432: {"pgbouncer", "migrations", "permissions", "admin", "cleanup-database", "cleanup-pods"},
    6443: {"api-server", "scheduler", "cleanup-pods"},
    443: {"api-server", "scheduler", "cleanup-pods", "dag-processor", "triggerer", "task"},
    22: {"dag-processor", "task"},
    8080: set(),
}

Labels = dict[str, str]


def components() -> dict[str, Labels]:
    """The labels of every pod ha-prod makes, by component."""
    labels = [template["metadata"]["labels"] for template in pod_templates("ha-prod").values()]
    return {own["app.kubernetes.io/component"]: own for own in labels}


PODS = components()


def matches(selector: dict[str, Any], labels: Labels) -> bool:
    equal = selector.get("matchLabels", {}).items() <= labels.items()
    return equal and all(
        expression["operator"] == "In" and labels.get(expression["key"]) in expression["values"]
        for expression in selector.get("matchExpressions", [])
    )


@dataclass(frozen=True)
class Rule:
    """One rule of a policy: its peers (none: anybody) and ports."""

    peers: list[dict[str, Any]]
    ports: set[int]

    def allows_pod(self, labels: Labels, port: int) -> bool:
        """Whether a pod of the same namespace is a peer."""
        local = [p["podSelector"] for p in self.peers if "podSelector" in p and "namespaceSelector" not in p]
        return port in self.ports and (not self.peers or any(matches(own, labels) for own in local))

    def allows_address(self, port: int) -> bool:
        """Whether any address is a peer."""
        return port in self.ports and not self.peers


def rules(component: str, direction: str) -> list[Rule]:
    """What the policies that select a component allow it in a direction, `ingress` or `egress`."""
    peers = {"ingress": "from", "egress": "to"}[direction]
    return [
        Rule(rule.get(peers, []), {port["port"] for port in rule["ports"]})
        for policy in of_kind("ha-prod", "NetworkPolicy")
        if matches(policy["spec"]["podSelector"], PODS[component])
        for rule in policy["spec"].get(direction, [])
    ]


@pytest.mark.parametrize("direction", ["Ingress", "Egress"])
def test_every_pod_is_closed_unless_a_policy_opens_it(direction: str) -> None:
    closed = [
        policy["spec"]["podSelector"]
        for policy in of_kind("ha-prod", "NetworkPolicy")
        if direction in policy["spec"]["policyTypes"]
    ]
    assert [name for name, own in PODS.items() if not any(matches(s, own) for s in closed)] == []


def test_pods_reach_each_other_by_the_edges_there_are_and_no_others() -> None:
    open_edges = {
        (source, target, port)
        for source, target, port in product(PODS, PODS, PORTS)
        if any(rule.allows_pod(PODS[target], port) for rule in rules(source, "egress"))
        if any(rule.allows_pod(PODS[source], port) for rule in rules(target, "ingress"))
    }
    assert open_edges == EDGES


@pytest.mark.parametrize("port", OUTSIDE)
def test_only_who_has_to_reaches_what_is_outside(port: int) -> None:
    reaching = {name for name in PODS if any(rule.allows_address(port) for rule in rules(name, "egress"))}
    assert reaching == OUTSIDE[port]


def test_every_pod_asks_the_dns_of_the_cluster() -> None:
    asking = {name for name in PODS if any(53 in rule.ports for rule in rules(name, "egress"))}
    assert asking == set(PODS)
