"""Every name a pod needs is found, wherever it stands."""

import pytest
from tests.model.manifests import only_workload, pod

from airkust.model.references import references


def found(container: str = "env: []", spec: str = "") -> list[str]:
    """What is named, a question mark if it is optional, and where."""
    _, workload = only_workload(pod(container, spec))
    return [f"{each}{'?' if each.optional else ''} at {each.field}" for each in references(workload)]


@pytest.mark.parametrize(
    ("container", "expected"),
    [
        ("envFrom: [{configMapRef: {name: a}}]", "ConfigMap/a at envFrom[0].configMapRef.name"),
        ("envFrom: [{secretRef: {name: a, optional: true}}]", "Secret/a? at envFrom[0].secretRef.name"),
        (
            "env: [{name: X, valueFrom: {secretKeyRef: {name: a, key: k}}}]",
            'key "k" of Secret/a at env[0].valueFrom.secretKeyRef.name',
        ),
        (
            "env: [{name: X, valueFrom: {configMapKeyRef: {name: a, key: k, optional: true}}}]",
            'key "k" of ConfigMap/a? at env[0].valueFrom.configMapKeyRef.name',
        ),
    ],
)
def test_a_name_in_a_containers_environment_is_found(container: str, expected: str) -> None:
    assert found(container) == [expected.replace(" at ", " at spec.containers[0].")]


@pytest.mark.parametrize(
    ("spec", "expected"),
    [
        ("volumes: [{name: v, configMap: {name: a}}]", ["ConfigMap/a at spec.volumes[0].configMap.name"]),
        (
            "volumes: [{name: v, configMap: {name: a, items: [{key: k, path: p}, {key: l, path: q}]}}]",
            [
                'key "k" of ConfigMap/a at spec.volumes[0].configMap.name',
                'key "l" of ConfigMap/a at spec.volumes[0].configMap.name',
            ],
        ),
        (
            "volumes: [{name: v, secret: {secretName: a, optional: true}}]",
            ["Secret/a? at spec.volumes[0].secret.secretName"],
        ),
        (
            "volumes: [{name: v, projected: {sources: [{secret: {name: a, items: [{key: k, path: p}]}}]}}]",
            ['key "k" of Secret/a at spec.volumes[0].projected.sources[0].secret.name'],
        ),
        (
            "volumes: [{name: v, persistentVolumeClaim: {claimName: a}}]",
            ["PersistentVolumeClaim/a at spec.volumes[0].persistentVolumeClaim.claimName"],
        ),
        ("volumes: [{name: v, emptyDir: {}}]", []),
        ("imagePullSecrets: [{name: a}]", ["Secret/a? at spec.imagePullSecrets[0].name"]),
        ("serviceAccountName: a", ["ServiceAccount/a at spec.serviceAccountName"]),
        ("serviceAccountName: default", []),
    ],
)
def test_a_name_in_a_pods_spec_is_found(spec: str, expected: list[str]) -> None:
    assert found(spec=spec) == expected


def test_init_containers_name_things_too() -> None:
    spec = "initContainers: [{name: wait, envFrom: [{configMapRef: {name: a}}]}]"
    assert found(spec=spec) == ["ConfigMap/a at spec.initContainers[0].envFrom[0].configMapRef.name"]


def test_the_claims_a_stateful_set_makes_itself_are_no_references() -> None:
    _, workload = only_workload(
        """
apiVersion: apps/v1
kind: StatefulSet
metadata: {name: a}
spec:
  volumeClaimTemplates: [{metadata: {name: logs}}]
  template:
    spec:
      volumes: [{name: logs, persistentVolumeClaim: {claimName: logs}}]
"""
    )
    assert list(references(workload)) == []
