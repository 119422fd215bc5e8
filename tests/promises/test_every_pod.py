"""What do we promise of every pod, the task's included?"""

import pytest
from tests.rendered import OVERLAYS, SCENARIOS, Document, documents, pod_templates

PODS = [(overlay, name) for overlay in [*OVERLAYS, *SCENARIOS] for name in pod_templates(overlay)]
TALKS_TO_KUBERNETES = {"airflow-scheduler", "airflow-api-server", "airflow-cleanup-pods"}


def spec_of(overlay: str, name: str) -> Document:
    spec: Document = pod_templates(overlay)[name]["spec"]
    return spec


def containers_of(overlay: str, name: str) -> list[Document]:
    spec = spec_of(overlay, name)
    return [*spec["containers"], *spec.get("initContainers", [])]


@pytest.mark.parametrize(("overlay", "name"), PODS)
def test_its_root_file_system_is_read_only(overlay: str, name: str) -> None:
    assert all(c["securityContext"]["readOnlyRootFilesystem"] for c in containers_of(overlay, name))


@pytest.mark.parametrize(("overlay", "name"), PODS)
def test_it_keeps_pod_security_restricted(overlay: str, name: str) -> None:
    pod = spec_of(overlay, name)["securityContext"]
    kept = pod["runAsNonRoot"] and pod["seccompProfile"] == {"type": "RuntimeDefault"}
    for container in containers_of(overlay, name):
        own = container["securityContext"]
        kept = kept and own["allowPrivilegeEscalation"] is False and own["capabilities"] == {"drop": ["ALL"]}
    assert kept


@pytest.mark.parametrize(("overlay", "name"), PODS)
def test_every_container_requests_and_limits_cpu_memory_and_disk(overlay: str, name: str) -> None:
    wanted = {"cpu", "memory", "ephemeral-storage"}
    lacking = [
        f"{container['name']}: {side}"
        for container in containers_of(overlay, name)
        for side in ("requests", "limits")
        if not wanted <= container["resources"][side].keys()
    ]
    assert lacking == []


@pytest.mark.parametrize(("overlay", "name"), PODS)
def test_a_token_is_held_only_where_pods_are_made_read_or_deleted(overlay: str, name: str) -> None:
    identities = {
        document["metadata"]["name"]: document["automountServiceAccountToken"]
        for document in documents(overlay)
        if document["kind"] == "ServiceAccount"
    }
    spec = spec_of(overlay, name)
    mounted = spec.get("automountServiceAccountToken", identities[spec["serviceAccountName"]])
    assert mounted is (name in TALKS_TO_KUBERNETES)


@pytest.mark.parametrize(("overlay", "name"), PODS)
def test_its_service_account_is_its_own(overlay: str, name: str) -> None:
    account = spec_of(overlay, name)["serviceAccountName"]
    sharing = [n for n in pod_templates(overlay) if spec_of(overlay, n)["serviceAccountName"] == account]
    assert sharing == [name]
