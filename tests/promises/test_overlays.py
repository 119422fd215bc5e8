"""What do we promise of the overlays as a whole?"""

import base64
import re

import pytest
from tests.rendered import OVERLAYS, ROOT, documents, of_kind

INSECURE = {"dev", "okteto"}


def test_every_overlay_carries_its_image_by_the_same_replacements() -> None:
    texts = {path.read_text() for path in (ROOT / "overlays").glob("*/image.replacements.yaml")}
    assert len(texts) == 1


@pytest.mark.parametrize("overlay", OVERLAYS)
def test_every_job_is_named_after_the_image_tag(overlay: str) -> None:
    tags = {
        job["metadata"]["name"]: job["spec"]["template"]["spec"]["containers"][0]["image"].rpartition(":")[2]
        for job in of_kind(overlay, "Job")
    }
    assert [name for name, tag in tags.items() if not name.endswith(f"-{tag}")] == []


@pytest.mark.parametrize("overlay", OVERLAYS)
def test_there_is_one_migration_job(overlay: str) -> None:
    names = [job["metadata"]["name"] for job in of_kind(overlay, "Job")]
    assert len([name for name in names if name.startswith("airflow-migrations-")]) == 1


@pytest.mark.parametrize("overlay", OVERLAYS)
def test_no_job_names_anything_that_carries_a_hash(overlay: str) -> None:
    jobs = str(of_kind(overlay, "Job"))
    names = {config["metadata"]["name"] for config in of_kind(overlay, "ConfigMap", "Secret")}
    hashed = {name for name in names if re.search(r"-[a-z0-9]{10}$", name)}
    assert [name for name in hashed if name in jobs] == []


@pytest.mark.parametrize("overlay", OVERLAYS)
def test_published_secrets_stand_in_development_only(overlay: str) -> None:
    values = [
        base64.b64decode(value).decode()
        for secret in of_kind(overlay, "Secret")
        for value in secret["data"].values()
    ]
    assert any("insecure-dev-only" in value for value in values) is (overlay in INSECURE)


@pytest.mark.parametrize("overlay", OVERLAYS)
def test_no_object_needs_a_custom_resource_definition(overlay: str) -> None:
    groups = {document["apiVersion"].rpartition("/")[0] for document in documents(overlay)}
    assert groups <= {
        "", "apps", "batch", "networking.k8s.io", "policy", "rbac.authorization.k8s.io", "scheduling.k8s.io",
    }  # fmt: skip
