"""What do we promise of a task's pod?"""

import re
from collections import Counter

import pytest
from tests.rendered import OVERLAYS, of_kind, task_pod, task_pod_text

SECRET_WORDS = ("secretKeyRef", "SQL_ALCHEMY", "FERNET", "JWT", "SECRET")


@pytest.mark.parametrize("overlay", OVERLAYS)
def test_every_slot_mark_stands_exactly_twice(overlay: str) -> None:
    marks = Counter(re.findall(r"# slot: [a-z-]+", task_pod_text(overlay)))
    assert set(marks.values()) == {2}, marks


@pytest.mark.parametrize("overlay", OVERLAYS)
def test_it_runs_the_image_of_the_core(overlay: str) -> None:
    core = {
        container["image"]
        for deployment in of_kind(overlay, "Deployment")
        for container in deployment["spec"]["template"]["spec"]["containers"]
        if container["name"] == "airflow"
    }
    assert core == {task_pod(overlay)["spec"]["containers"][0]["image"]}


@pytest.mark.parametrize("overlay", OVERLAYS)
def test_it_names_no_credential(overlay: str) -> None:
    text = task_pod_text(overlay).partition("apiVersion")[2]  # the comment above says so in words
    assert [word for word in SECRET_WORDS if word in text] == []


@pytest.mark.parametrize("overlay", OVERLAYS)
def test_its_settings_hold_no_credential(overlay: str) -> None:
    (settings,) = (
        config["data"]
        for config in of_kind(overlay, "ConfigMap")
        if config["metadata"]["name"] == "airflow-task-config"
    )
    assert [key for key in settings if any(word in key for word in SECRET_WORDS)] == []


@pytest.mark.parametrize("overlay", OVERLAYS)
def test_no_token_of_the_kubernetes_api_is_mounted(overlay: str) -> None:
    assert task_pod(overlay)["spec"]["automountServiceAccountToken"] is False
