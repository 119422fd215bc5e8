"""What NetworkPolicies let through, as their API defines it."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from airkust.model.network_policy import (
    OUTSIDE,
    Answer,
    Direction,
    Outside,
    Pod,
    Port,
    all_of,
    allows,
    any_of,
    governing,
)
from airkust.model.resource import Resource, ResourceId

HTTP = Port(8080)
API = Pod({"app": "api"}, "airflow", {"team": "data"}, {"http": 8080})
TASK = Pod({"app": "task"}, "airflow", {"team": "data"})


def policy(spec: dict[str, Any], name: str = "p", namespace: str = "airflow") -> Resource:
    identity = ResourceId("NetworkPolicy", name, namespace, "networking.k8s.io")
    return Resource(identity, "networking.k8s.io/v1", {"spec": spec})


def ingress(
    *spec: dict[str, Any],
    pod: Pod = API,
    peer: Pod | Outside = TASK,
    port: Port = HTTP,
    namespace: str = "airflow",
) -> Answer:
    """Whether policies with these specs let a peer in."""
    policies = [policy(each, str(number), namespace) for number, each in enumerate(spec)]
    return allows(governing(policies, pod, Direction.INGRESS), pod, Direction.INGRESS, peer, port)


def egress(*spec: dict[str, Any], peer: Pod | Outside = API, port: Port = HTTP) -> Answer:
    """Whether policies with these specs let a task out."""
    policies = [policy(each, str(number)) for number, each in enumerate(spec)]
    return allows(governing(policies, TASK, Direction.EGRESS), TASK, Direction.EGRESS, peer, port)


def from_(*peers: Any, ports: Any = None) -> dict[str, Any]:  # noqa: ANN401 -- as written
    rule = {"from": list(peers)} | ({} if ports is None else {"ports": ports})
    return {"podSelector": {}, "ingress": [rule]}


def test_a_pod_that_no_policy_selects_is_open() -> None:
    assert ingress() is True
    assert ingress({"podSelector": {"matchLabels": {"app": "other"}}}) is True
    assert ingress({"podSelector": {}}, namespace="elsewhere") is True


def test_a_policy_without_rules_closes_the_pod() -> None:
    assert ingress({"podSelector": {}}) is False


def test_policy_types_default_to_ingress_and_to_egress_where_it_has_rules() -> None:
    assert egress({"podSelector": {}}) is True
    assert egress({"podSelector": {}, "policyTypes": ["Egress"]}) is False
    assert egress({"podSelector": {}, "egress": [{"ports": [{"port": 1}]}]}) is False
    assert ingress({"podSelector": {}, "policyTypes": ["Egress"]}) is True


def test_a_policy_of_another_api_group_is_not_one() -> None:
    body: dict[str, Any] = {"spec": {"podSelector": {}}}
    of_calico = Resource(ResourceId("NetworkPolicy", "p", "airflow", "crd.projectcalico.org"), "", body)
    assert governing([of_calico], API, Direction.INGRESS) == ()


def test_an_absent_list_of_peers_is_everybody() -> None:
    everybody = {"podSelector": {}, "ingress": [{"ports": [{"port": 8080}]}]}
    assert ingress(everybody) is True
    assert ingress(everybody, peer=OUTSIDE) is True


@pytest.mark.parametrize(
    ("peer", "expected"),
    [
        ({"podSelector": {}}, True),
        ({"podSelector": {"matchLabels": {"app": "task"}}}, True),
        ({"podSelector": {"matchLabels": {"app": "api"}}}, False),
        ({"namespaceSelector": {}}, True),
        ({"namespaceSelector": {"matchLabels": {"team": "data"}}}, True),
        ({"namespaceSelector": {"matchLabels": {"kubernetes.io/metadata.name": "airflow"}}}, True),
        ({"namespaceSelector": {"matchLabels": {"team": "web"}}}, False),
        ({"namespaceSelector": {}, "podSelector": {"matchLabels": {"app": "api"}}}, False),
        ({"ipBlock": {"cidr": "10.0.0.0/8"}}, None),
        ({}, False),
        (None, False),
    ],
)
def test_a_peer_is_selected_by_its_labels_and_its_namespace(peer: object, expected: Answer) -> None:
    assert ingress(from_(peer)) is expected


@pytest.mark.parametrize(
    ("selector", "expected"),
    [
        ({}, True),
        ({"matchLabels": {"kubernetes.io/metadata.name": "kube-system"}}, True),
        ({"matchLabels": {"kubernetes.io/metadata.name": "other"}}, False),
        ({"matchLabels": {"kubernetes.io/metadata.name": "other", "team": "data"}}, False),
        ({"matchLabels": {"team": "data"}}, None),
        ({"matchExpressions": [{"key": "team", "operator": "Exists"}]}, None),
    ],
)
def test_of_a_namespace_made_elsewhere_only_the_name_is_known(
    selector: dict[str, Any], expected: Answer
) -> None:
    peer = Pod({}, "kube-system")
    assert ingress(from_({"namespaceSelector": selector}), peer=peer) is expected


def test_a_pod_selector_alone_means_the_policys_own_namespace() -> None:
    assert ingress(from_({"podSelector": {}}), peer=Pod({"app": "task"}, "elsewhere")) is False


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        ({"port": 8080}, True),
        ({"port": 8081}, False),
        ({"port": 8080, "protocol": "UDP"}, False),
        ({"port": 8000, "endPort": 8090}, True),
        ({"port": 8000, "endPort": 8010}, False),
        ({"port": "http"}, True),
        ({"port": "https"}, False),
        ({"protocol": "TCP"}, True),
        ({"port": 1.5}, False),
    ],
)
def test_a_port_is_a_number_a_range_or_the_targets_name(entry: dict[str, Any], expected: Answer) -> None:
    assert ingress(from_({"podSelector": {}}, ports=[entry])) is expected
    out = {"podSelector": {}, "egress": [{"to": [{"podSelector": {}}], "ports": [entry]}]}
    assert egress(out) is expected


def test_a_pod_on_the_network_of_its_node_is_open_and_its_labels_may_not_count() -> None:
    on_host = Pod(TASK.labels, "airflow", on_host=True)
    assert ingress({"podSelector": {}}, pod=on_host) is True
    assert ingress(from_({"podSelector": {}}), peer=on_host) is None


def test_outside_has_no_labels_and_no_names_of_ports() -> None:
    to_pods: dict[str, Any] = {"podSelector": {}, "egress": [{"to": [{"namespaceSelector": {}}]}]}
    assert egress(to_pods, peer=OUTSIDE) is False
    by_name = {"podSelector": {}, "egress": [{"ports": [{"port": "http"}]}]}
    assert egress(by_name, peer=OUTSIDE) is False
    by_address = {"podSelector": {}, "egress": [{"to": [{"ipBlock": {"cidr": "0.0.0.0/0"}}]}]}
    assert egress(by_address, peer=OUTSIDE) is None


PEER = st.sampled_from(
    [
        {"podSelector": {}},
        {"podSelector": {"matchLabels": {"app": "task"}}},
        {"podSelector": {"matchLabels": {"app": "x"}}},
        {"namespaceSelector": {"matchLabels": {"team": "x"}}},
        {"ipBlock": {"cidr": "10.0.0.0/8"}},
    ]
)
PORT = st.one_of(
    st.builds(lambda port: {"port": port}, st.sampled_from([80, 8080, "http", "x"])),
    st.builds(
        lambda first, size: {"port": first, "endPort": first + size},
        st.integers(1, 9000),
        st.integers(0, 9000),
    ),
)
RULE = st.builds(
    lambda peers, ports: {"from": peers, "ports": ports},
    st.lists(PEER, max_size=2),
    st.lists(PORT, max_size=2),
)
SPEC = st.builds(
    lambda selector, rules: {"podSelector": selector, "ingress": rules},
    st.sampled_from([{}, {"matchLabels": {"app": "api"}}, {"matchLabels": {"app": "x"}}]),
    st.lists(RULE, max_size=2),
)
ORDER = {False: 0, None: 1, True: 2}


@given(st.lists(SPEC, max_size=3), SPEC)
def test_policies_only_add_up(specs: list[dict[str, Any]], more: dict[str, Any]) -> None:
    """Once a pod is closed, one policy more never closes what was open."""
    closed = [{"podSelector": {}}, *specs]
    assert ORDER[ingress(*closed, more)] >= ORDER[ingress(*closed)]


@given(st.lists(SPEC, max_size=3))
def test_the_order_of_policies_means_nothing(specs: list[dict[str, Any]]) -> None:
    assert ingress(*specs) is ingress(*reversed(specs))


@given(SPEC)
def test_whoever_lets_the_world_in_lets_a_pod_in(spec: dict[str, Any]) -> None:
    assert ORDER[ingress(spec)] >= ORDER[ingress(spec, peer=OUTSIDE)]


ANSWERS = st.lists(st.sampled_from([True, False, None]))


@given(ANSWERS)
def test_any_and_all_are_each_others_mirror(answers: list[Answer]) -> None:
    turned = [None if each is None else not each for each in answers]
    mirrored = all_of(turned)
    assert any_of(answers) is (None if mirrored is None else not mirrored)
