"""Is an object that has to be made anew called that, with the field that is to blame?"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from tests.cluster.diff.hands import apply_server_side
from tests.cluster.diff.objects import config_map, deployment, overlay
from tests.cluster.diff.verdict import Differ, Verdict
from tests.cluster.kubectl import Kubectl


def job(image: str) -> dict[str, Any]:
    pod = {"restartPolicy": "Never", "containers": [{"name": "migrate", "image": image}]}
    return {
        "apiVersion": "batch/v1",
        "kind": "Job",
        "metadata": {"name": "m"},
        "spec": {"template": {"spec": pod}},
    }


def claim(storage_class: str) -> dict[str, Any]:
    return {
        "apiVersion": "v1",
        "kind": "PersistentVolumeClaim",
        "metadata": {"name": "logs"},
        "spec": {
            "accessModes": ["ReadWriteOnce"],
            "storageClassName": storage_class,
            "resources": {"requests": {"storage": "1Gi"}},
        },
    }


def stateful_set(service: str) -> dict[str, Any]:
    made = deployment("w")
    return {**made, "kind": "StatefulSet", "spec": {**made["spec"], "serviceName": service}}


def binding(role: str) -> dict[str, Any]:
    reference = {"apiGroup": "rbac.authorization.k8s.io", "kind": "Role", "name": role}
    return {
        "apiVersion": "rbac.authorization.k8s.io/v1",
        "kind": "RoleBinding",
        "metadata": {"name": "b"},
        "roleRef": reference,
        "subjects": [{"kind": "ServiceAccount", "name": "a"}],
    }


def selecting(app: str) -> dict[str, Any]:
    made = deployment("s")
    made["spec"]["selector"]["matchLabels"] = {"app": app}
    made["spec"]["template"]["metadata"]["labels"] = {"app": app}
    return made


CASES: dict[str, tuple[Mapping[str, Any], Mapping[str, Any], str]] = {
    "Job/m": (job("example.org/a:1"), job("example.org/a:2"), "spec.template"),
    "PersistentVolumeClaim/logs": (claim("slow"), claim("fast"), "spec.storageClassName"),
    "StatefulSet/w": (stateful_set("one"), stateful_set("two"), "spec.serviceName"),
    "RoleBinding/b": (binding("one"), binding("two"), "roleRef"),
    "Deployment/s": (selecting("one"), selecting("two"), "spec.selector"),
}
EACH = pytest.mark.parametrize("name", CASES)


def verdict_of(name: str, diff: Differ, kubectl: Kubectl, folder: Path, *arguments: str) -> Verdict:
    before, after, _ = CASES[name]
    apply_server_side(kubectl, overlay(folder, before))
    return diff.verdict(overlay(folder, after, config_map("other")), *arguments)


@EACH
def test_the_object_is_recreated(name: str, diff: Differ, kubectl: Kubectl, tmp_path: Path) -> None:
    verdict = verdict_of(name, diff, kubectl, tmp_path)
    assert (verdict.code, verdict.fates) == (1, {name: "recreated", "ConfigMap/other": "created"})


@EACH
def test_the_gate_for_what_is_recreated_fails(
    name: str, diff: Differ, kubectl: Kubectl, tmp_path: Path
) -> None:
    assert verdict_of(name, diff, kubectl, tmp_path, "--fail-on", "recreate").code == 3


@EACH
def test_the_field_that_is_to_blame_is_named(
    name: str, diff: Differ, kubectl: Kubectl, tmp_path: Path
) -> None:
    verdict = verdict_of(name, diff, kubectl, tmp_path)
    said = [impact["message"] for impact in verdict.impacts if impact["kind"] == "recreate"]
    assert [CASES[name][2] in message for message in said] == [True]
