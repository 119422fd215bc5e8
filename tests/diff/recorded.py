"""Objects as an API server of Kubernetes 1.37 gave them, after kubectl and others had written to them.

Made from `deployment()` by the commands that the functions name; the status is left out.
"""

import json
from pathlib import Path
from typing import Any

from airkust.diff.live import LAST_APPLIED, Live
from airkust.diff.state import State
from airkust.model import tree
from airkust.model.resource import ResourceId

RECORDED = Path(__file__).parent / "recordings"


def read(name: str) -> dict[str, Any]:
    body: dict[str, Any] = json.loads((RECORDED / f"{name}.json").read_text())
    return body


def live(name: str) -> Live:
    """client-side: `kubectl apply`. server-side: `kubectl apply --server-side`. Both "-then-changed":
    `kubectl edit` of the image, `kubectl scale`, `kubectl set env B=9 C=3`, `kubectl rollout restart`, then
    replicas by the scale subresource as kube-controller-manager; server-side moreover one label and the
    variable A applied by argocd-controller. In the client-side one the edit changed the note as well.
    migrated: `kubectl apply`, then `kubectl apply --server-side --force-conflicts`.
    helm-then-client-side: created by a manager `helm`, then `kubectl apply`.
    secret: stringData with a and b, applied server-side.
    """  # noqa: D205 -- one line per recording
    return live_of(read(name))


def live_of(body: dict[str, Any]) -> Live:
    noted = tree.text(body, "metadata", "annotations", LAST_APPLIED)
    return Live(identity(body), body, json.loads(noted) if noted else None)


def identity(body: dict[str, Any]) -> ResourceId:
    group, slash, _ = body["apiVersion"].rpartition("/")
    metadata = body["metadata"]
    return ResourceId(body["kind"], metadata["name"], metadata.get("namespace", ""), group if slash else "")


def state(name: str, desired: dict[str, Any], predicted: dict[str, Any] | None = None) -> State:
    return State(identity(desired), desired, live(name), predicted)


def deployment() -> dict[str, Any]:
    """What was applied."""
    container = {
        "name": "airflow",
        "image": "apache/airflow:3.0.0",
        "env": [{"name": "A", "value": "1"}, {"name": "B", "value": "2"}, {"name": "E", "value": ""}],
        "resources": {"requests": {"cpu": "0.5", "memory": "1024Mi"}, "limits": {"memory": "2048Mi"}},
        "ports": [{"containerPort": 8080}],
        "readinessProbe": {"httpGet": {"path": "/", "port": 8080}, "periodSeconds": 20},
        "volumeMounts": [{"name": "tmp", "mountPath": "/tmp", "readOnly": False}],  # noqa: S108
    }
    return {
        "apiVersion": "apps/v1",
        "kind": "Deployment",
        "metadata": {
            "name": "airflow-scheduler",
            "namespace": "airflow",
            "labels": {"app": "airflow"},
            "annotations": {"team": "data"},
        },
        "spec": {
            "replicas": 2,
            "selector": {"matchLabels": {"app": "airflow"}},
            "template": {
                "metadata": {"labels": {"app": "airflow"}},
                "spec": {
                    "containers": [container],
                    "tolerations": [{"key": "a", "operator": "Exists"}],
                    "hostNetwork": False,
                    "volumes": [{"name": "tmp", "emptyDir": {"sizeLimit": "1024Mi"}}],
                },
            },
        },
    }


def container(body: dict[str, Any]) -> dict[str, Any]:
    """The container of a Deployment."""
    found: dict[str, Any] = body["spec"]["template"]["spec"]["containers"][0]
    return found
