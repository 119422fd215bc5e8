"""With metrics and closed networks: who reaches the exporters, and who reaches nothing new?"""

from typing import Any

from tests.promises.test_network_policies import matches
from tests.rendered import of_kind, pod_templates

SCENARIO = "ecosystem"
PODS = [template["metadata"]["labels"] for template in pod_templates(SCENARIO).values()]
STATSD = next(own for own in PODS if own["app.kubernetes.io/component"] == "statsd-exporter")


def rules(labels: dict[str, str], direction: str) -> list[dict[str, Any]]:
    """What the policies that select a pod allow it in a direction, `ingress` or `egress`."""
    return [
        rule
        for policy in of_kind(SCENARIO, "NetworkPolicy")
        if matches(policy["spec"]["podSelector"], labels)
        for rule in policy["spec"].get(direction, [])
    ]


def opens(rule: dict[str, Any], port: int, protocol: str) -> bool:
    return {"port": port, "protocol": protocol} in rule["ports"]


def test_every_pod_reaches_the_statsd_exporter() -> None:
    lost = [
        own["app.kubernetes.io/component"]
        for own in PODS
        if not any(
            opens(rule, 8125, "UDP") and any(matches(peer["podSelector"], STATSD) for peer in rule["to"])
            for rule in rules(own, "egress")
        )
    ]
    assert lost == []


def test_the_statsd_exporter_hears_every_pod_and_nobody_else() -> None:
    (rule,) = [rule for rule in rules(STATSD, "ingress") if opens(rule, 8125, "UDP")]
    (peer,) = rule["from"]
    assert all(matches(peer["podSelector"], own) for own in PODS)
    assert "namespaceSelector" not in peer


def test_only_a_labelled_namespace_reads_the_exporters() -> None:
    readers = [
        peer
        for own in PODS
        for rule in rules(own, "ingress")
        if opens(rule, 9102, "TCP") or opens(rule, 9127, "TCP")
        for peer in rule["from"]
    ]
    assert readers
    assert all(
        peer == {"namespaceSelector": {"matchLabels": {"airkust.dev/airflow-metrics": "allowed"}}}
        for peer in readers
    )
