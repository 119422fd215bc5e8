"""Which pods a ResourceQuota counts, and how many a workload needs room for."""

from typing import Any

import pytest
from tests.model.manifests import only_workload, rendering

from airkust.model.quotas import Quota, needed, needed_pods, quotas

POD: dict[str, Any] = {
    "priorityClassName": "core",
    "containers": [{"resources": {"requests": {"cpu": "100m"}, "limits": {"memory": "1Gi"}}}],
}


def quota(spec: str) -> Quota:
    [found] = quotas(
        rendering(
            f"{{apiVersion: v1, kind: ResourceQuota, metadata: {{name: q, namespace: team}}, spec: {spec}}}"
        )
    )
    return found


def scope(name: str, operator: str, values: str = "[core]") -> str:
    expression = f"{{scopeName: {name}, operator: {operator}, values: {values}}}"
    return f"{{scopeSelector: {{matchExpressions: [{expression}]}}}}"


def test_only_bounds_on_pods_are_judged() -> None:
    hard = "{pods: '2', requests.cpu: 500m, services: '1', limits.memory: much, configmaps: 3}"
    assert dict(quota(f"{{hard: {hard}}}").hard()) == {"pods": 2, "requests.cpu": 0.5}


@pytest.mark.parametrize(
    ("bound", "amount"),
    [
        ("pods", 1),
        ("count/pods", 1),
        ("cpu", 0.1),
        ("requests.cpu", 0.1),
        ("limits.cpu", 0),
        ("memory", 2**30),
        ("limits.memory", 2**30),
        ("requests.ephemeral-storage", 0),
    ],
)
def test_a_pod_takes_its_part_of_a_bound(bound: str, amount: float) -> None:
    assert float(needed(POD, bound)) == amount


@pytest.mark.parametrize(
    ("spec", "counts"),
    [
        ("{hard: {pods: 1}}", True),
        (scope("PriorityClass", "In"), True),
        (scope("PriorityClass", "In", "[task]"), False),
        (scope("PriorityClass", "NotIn"), False),
        (scope("PriorityClass", "NotIn", "[task]"), True),
        (scope("PriorityClass", "Exists", "[]"), True),
        (scope("PriorityClass", "DoesNotExist", "[]"), False),
    ],
)
def test_a_scope_is_a_priority_class(spec: str, *, counts: bool) -> None:
    found = quota(spec)
    assert found.counts(POD, "team") is counts
    assert not found.counts(POD, "other")
    assert found.unjudged == ""


@pytest.mark.parametrize("spec", ["{scopes: [NotTerminating]}", scope("NotTerminating", "Exists", "[]")])
def test_another_scope_cannot_be_judged(spec: str) -> None:
    assert quota(spec).unjudged == "NotTerminating"


@pytest.mark.parametrize(
    ("kind", "spec", "pods"),
    [
        ("Deployment", "replicas: 2", 3),
        ("Deployment", "replicas: 4", 4),  # a quarter may be away first
        ("Deployment", "replicas: 2, strategy: {type: Recreate}", 2),
        ("Deployment", "replicas: 0", 0),
        ("StatefulSet", "replicas: 2", 2),
        ("DaemonSet", "minReadySeconds: 1", 1),
        ("Job", "parallelism: 2", 2),
    ],
)
def test_a_rollout_needs_room_where_no_pod_may_be_away(kind: str, spec: str, pods: int) -> None:
    found, workload = only_workload(
        f"{{apiVersion: v1, kind: {kind}, metadata: {{name: a}}, spec: {{{spec}}}}}"
    )
    assert needed_pods(found.index, workload) == pods
