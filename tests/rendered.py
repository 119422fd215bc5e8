"""What do the overlays and scenarios render to? Built once for all tests, by the real kubectl."""

import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

ROOT = Path(__file__).parents[1]
OVERLAYS = sorted(path.parent.name for path in (ROOT / "overlays").glob("*/kustomization.yaml"))
# Combinations of components that no overlay has.
SCENARIOS = sorted(path.parent.name for path in (ROOT / "tests/scenarios").glob("*/kustomization.yaml"))

Document = dict[str, Any]


@cache
def rendered(overlay: str) -> str:
    """Return what `kubectl kustomize` prints for one of our overlays or scenarios."""
    kubectl = Path(sys.executable).with_name("kubectl")
    done = subprocess.run(
        [kubectl, "kustomize", folder(overlay)], check=True, capture_output=True, text=True, cwd=ROOT
    )
    return done.stdout


def folder(name: str) -> str:
    """Return where an overlay or scenario is, relative to the repository."""
    return f"overlays/{name}" if name in OVERLAYS else f"tests/scenarios/{name}"


@cache
def documents(overlay: str) -> tuple[Document, ...]:
    """Return the objects of one of our overlays."""
    return tuple(YAML(typ="safe").load_all(rendered(overlay)))


def of_kind(overlay: str, *kinds: str) -> list[Document]:
    return [document for document in documents(overlay) if document["kind"] in kinds]


def task_pod(overlay: str) -> Document:
    """Return the pod template of the overlay's tasks, as the scheduler would read it."""
    pod: Document = YAML(typ="safe").load(task_pod_text(overlay))
    return pod


def task_pod_text(overlay: str) -> str:
    (text,) = (
        document["data"]["pod-template.yaml"]
        for document in of_kind(overlay, "ConfigMap")
        if document["metadata"]["name"].startswith("airflow-pod-template-")
    )
    return str(text)


def pod_templates(overlay: str) -> dict[str, Document]:
    """Return every pod the overlay makes, by the name of what makes it; `task` is that of tasks, if any."""
    found = {
        document["metadata"]["name"]: document["spec"]["template"]
        for document in of_kind(overlay, "Deployment", "StatefulSet", "Job")
    }
    found |= {
        document["metadata"]["name"]: document["spec"]["jobTemplate"]["spec"]["template"]
        for document in of_kind(overlay, "CronJob")
    }
    return found | ({"task": task_pod(overlay)} if _makes_task_pods(overlay) else {})


def _makes_task_pods(overlay: str) -> bool:
    """Whether it has the KubernetesExecutor, alone or among others."""
    return any(
        document["metadata"]["name"].startswith("airflow-pod-template-")
        for document in of_kind(overlay, "ConfigMap")
    )
