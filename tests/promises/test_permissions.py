"""Does exactly one process write the roles and permissions of auth-fab, with and without bootstrap-admin?"""

import pytest
from tests.rendered import Document, of_kind, pod_templates

FAB = ("ha-prod", "dags-image-logs-volume")
MANAGER, WRITES = "AIRFLOW__CORE__AUTH_MANAGER", "AIRFLOW__FAB__UPDATE_FAB_PERMS"


def plain_environment(template: Document) -> dict[str, str]:
    """What stands in the pod itself, not in a ConfigMap or Secret."""
    return {
        entry["name"]: entry["value"]
        for container in template["spec"]["containers"]
        for entry in container.get("env", [])
        if "value" in entry
    }


@pytest.mark.parametrize("overlay", FAB)
def test_the_core_writes_no_permissions_when_it_starts(overlay: str) -> None:
    [settings] = (
        config["data"]
        for config in of_kind(overlay, "ConfigMap")
        if config["metadata"]["name"].startswith("airflow-config-")
    )
    assert settings[WRITES] == "False"


@pytest.mark.parametrize("overlay", FAB)
def test_no_job_writes_them_when_it_starts(overlay: str) -> None:
    environments = [plain_environment(template) for template in pod_templates(overlay).values()]
    assert {own.get(WRITES) for own in environments if MANAGER in own} == {"False"}


@pytest.mark.parametrize("overlay", FAB)
def test_one_job_of_each_image_writes_them(overlay: str) -> None:
    writers = [name for name, template in pod_templates(overlay).items() if "sync-perm" in str(template)]
    assert writers == ["airflow-permissions-3.3.2"]
