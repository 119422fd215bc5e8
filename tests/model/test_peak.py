"""The most pods of a workload at once."""

import pytest
from tests.model.manifests import only_workload

from airkust.model.peak import peak


@pytest.mark.parametrize(
    ("kind", "spec", "pods"),
    [
        ("Deployment", "replicas: 2", 3),  # a quarter of two rounds up to one
        ("Deployment", "replicas: 0", 0),
        ("Deployment", "replicas: 4, strategy: {type: Recreate}", 4),
        ("Deployment", "replicas: 4, strategy: {rollingUpdate: {maxSurge: 50%}}", 6),
        ("StatefulSet", "replicas: 3", 3),
        ("Job", "completions: 1", 1),
        ("Job", "parallelism: 4", 4),
        ("Job", "parallelism: many", 1),
        ("CronJob", "jobTemplate: {spec: {parallelism: 2}}", 2),
        ("Pod", "containers: []", 1),
        ("DaemonSet", "minReadySeconds: 1", None),
    ],
)
def test_a_kind_has_its_peak(kind: str, spec: str, pods: int | None) -> None:
    found, workload = only_workload(
        f"{{apiVersion: v1, kind: {kind}, metadata: {{name: a}}, spec: {{{spec}}}}}"
    )
    assert peak(found.index, workload) == pods
