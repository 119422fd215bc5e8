"""A few words for an object: what it is for, and nothing for what has nothing to tell."""

from typing import Any

import pytest
from tests.report.diff.comparisons import deployment

from airkust.report.diff.gist import gist


@pytest.mark.parametrize(
    ("kind", "body", "said"),
    [
        ("Deployment", deployment(2, "apache/airflow:3.3.2"), "2 replicas, apache/airflow:3.3.2"),
        ("ConfigMap", {"data": {"a": "", "b": ""}, "binaryData": {"c": ""}}, "3 keys: a, b, c"),
        ("Secret", {"data": dict.fromkeys("abcdef", "•••")}, "6 keys: a, b, c, d, and 2 more"),
        ("ConfigMap", {}, "empty"),
        ("Service", {"spec": {"type": "ClusterIP", "ports": [{"port": 80}]}}, "ClusterIP, port 80"),
        (
            "PersistentVolumeClaim",
            {"spec": {"resources": {"requests": {"storage": "8Gi"}}}},
            "8Gi",
        ),
        ("PodDisruptionBudget", {"spec": {"minAvailable": "50%"}}, "minAvailable 50%"),
        ("HorizontalPodAutoscaler", {"spec": {"maxReplicas": 9}}, "maxReplicas 9"),
        ("CronJob", {"spec": {"schedule": "@daily"}}, "schedule @daily"),
        ("ClusterRole", {"rules": [{}]}, "1 rule"),
        ("Namespace", {}, ""),
    ],
)
def test_an_object_in_a_few_words(kind: str, body: dict[str, Any], said: str) -> None:
    assert gist(kind, body) == said


@pytest.mark.parametrize(
    "kind", ["Deployment", "CronJob", "Service", "Secret", "Role", "PodDisruptionBudget"]
)
@pytest.mark.parametrize("junk", [None, 7, "a", [], [None], {"template": 1, "ports": [1], "replicas": []}])
def test_what_is_ill_typed_has_a_gist(kind: str, junk: object) -> None:
    assert isinstance(gist(kind, {"spec": junk, "data": junk, "rules": junk}), str)


def test_an_object_that_is_not_known_has_none() -> None:
    assert gist("Secret", None) == ""
