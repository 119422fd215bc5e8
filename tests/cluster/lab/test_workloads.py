"""Do pods run, with storage, names and logs, as on any cluster? The pause image is all they need."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from tests.cluster.kubectl import Kubectl, wait_until

from lab import faults, pause
from lab.control_plane import admin
from lab.layout import Lab
from lab.progress import Progress

CLAIM = {
    "apiVersion": "v1",
    "kind": "PersistentVolumeClaim",
    "metadata": {"name": "data"},
    "spec": {"accessModes": ["ReadWriteOnce"], "resources": {"requests": {"storage": "1Mi"}}},
}
POD = {
    "apiVersion": "v1",
    "kind": "Pod",
    "metadata": {"name": "holder"},
    "spec": {
        "terminationGracePeriodSeconds": 0,
        "securityContext": {"fsGroup": 4321},
        "containers": [
            {
                "name": "pause",
                "image": pause.REFERENCE,
                "volumeMounts": [{"name": "data", "mountPath": "/data"}],
            }
        ],
        "volumes": [{"name": "data", "persistentVolumeClaim": {"claimName": "data"}}],
    },
}


@pytest.fixture(scope="module")
def kubectl(lab: Lab) -> Iterator[Kubectl]:
    """A namespace with a pod that holds a volume."""
    here = Kubectl(lab.kubeconfig, "workloads")
    manifest = lab.state / "pod.json"
    manifest.write_text(json.dumps({"apiVersion": "v1", "kind": "List", "items": [CLAIM, POD]}))
    with here.namespace_made():
        here.run("apply", "-f", str(manifest))
        here.run("wait", "pod/holder", "--for=condition=Ready", "--timeout=120s")
        yield here


@pytest.fixture
def volume(kubectl: Kubectl, lab: Lab) -> dict[str, Any]:
    name = kubectl.run("get", "pvc/data", "--output=jsonpath={.spec.volumeName}")
    return dict(admin(lab).get(f"/api/v1/persistentvolumes/{name}"))


def test_a_claim_without_a_class_is_bound(kubectl: Kubectl) -> None:
    assert kubectl.run("get", "pvc/data", "--output=jsonpath={.status.phase}") == "Bound"


def test_a_volume_belongs_to_the_pods_group(volume: dict[str, Any], lab: Lab) -> None:
    assert (lab.state / "volumes" / volume["metadata"]["name"]).stat().st_gid == 4321


def test_a_pod_has_an_address_of_its_nodes_network(kubectl: Kubectl, lab: Lab) -> None:
    address = kubectl.run("get", "pod/holder", "--output=jsonpath={.status.podIP}")
    assert address.startswith(str(lab.pod_network.network_address).removesuffix("0.0"))


def test_logs_of_a_pod_can_be_read(kubectl: Kubectl) -> None:
    assert kubectl.run("logs", "holder") == ""


def test_the_nodes_are_in_different_zones(kubectl: Kubectl) -> None:
    zones = "jsonpath={.items[*].metadata.labels.topology\\.kubernetes\\.io/zone}"
    assert kubectl.run("get", "nodes", f"--output={zones}").split() == ["zone-a", "zone-b"]


def test_requests_are_in_the_audit_log(kubectl: Kubectl, lab: Lab) -> None:
    kubectl.run("get", "configmaps", "--selector=looked-for=in-the-audit-log")
    assert "looked-for%3Din-the-audit-log" in (lab.logs / "audit.log").read_text()


def test_a_killed_pods_container_is_started_again(kubectl: Kubectl, lab: Lab) -> None:
    faults.kill_pod(lab, "workloads", "holder", Progress())
    restarts = "jsonpath={.status.containerStatuses[0].restartCount}"
    wait_until(lambda: kubectl.run("get", "pod/holder", f"--output={restarts}") != "0", "a restart")


def test_a_deleted_claims_volume_is_reclaimed(kubectl: Kubectl, lab: Lab, volume: dict[str, Any]) -> None:
    kubectl.run("delete", "pod/holder", "pvc/data")
    place = lab.state / "volumes" / volume["metadata"]["name"]
    assert wait_until(lambda: not place.exists(), f"{place.name} to be reclaimed", deadline=60)
