"""Is our own emulation of an apply what a real API server makes of it?

Each edit of the manifest is predicted here and dry-run there, on an object that others have changed as well.
New items of lists are left out: which defaults they get is the API server's to say.
"""

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from tests.cluster.kubectl import Kubectl
from tests.diff.recorded import container, deployment, live_of

from airkust.diff.live import Live
from airkust.diff.local import client_side_request, predict
from airkust.diff.noise import bare

Edit = Callable[[dict[str, Any]], object]


def pod(body: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = body["spec"]["template"]["spec"]
    return found


def says_nothing(body: dict[str, Any]) -> None:
    pod(body).update(nodeSelector={}, securityContext={}, affinity=None)
    body["spec"]["strategy"] = {}


EDITS: Mapping[str, Edit] = {
    "nothing": lambda _: None,
    "empty fields": says_nothing,
    "variable given up": lambda body: container(body)["env"].pop(0),
    "variable given up that others changed": lambda body: container(body)["env"].pop(1),
    "all variables given up": lambda body: container(body).pop("env"),
    "new variable": lambda body: container(body)["env"].insert(0, {"name": "Z", "value": "1"}),
    "last variable": lambda body: container(body)["env"].append({"name": "Z", "value": "1"}),
    "other order": lambda body: container(body)["env"].reverse(),
    "replicas given up": lambda body: body["spec"].pop("replicas"),
    "replicas": lambda body: body["spec"].update(replicas=4),
    "limits given up": lambda body: container(body)["resources"].pop("limits"),
    "resources given up": lambda body: container(body).pop("resources"),
    "probe given up": lambda body: container(body).pop("readinessProbe"),
    "period of a probe given up": lambda body: container(body)["readinessProbe"].pop("periodSeconds"),
    "tolerations given up": lambda body: pod(body).pop("tolerations"),
    "tolerations": lambda body: pod(body)["tolerations"].insert(0, {"key": "b", "operator": "Exists"}),
    "annotations given up": lambda body: body["metadata"].pop("annotations"),
    "labels given up": lambda body: body["metadata"].pop("labels"),
    "account": lambda body: pod(body).update(serviceAccountName="other"),
    "grace": lambda body: pod(body).update(terminationGracePeriodSeconds=99),
    "ports given up": lambda body: container(body).pop("ports"),
    "node selector": lambda body: pod(body).update(nodeSelector={"a": "b"}),
}

REFUSED_SERVER_SIDE: Mapping[str, Edit] = {
    "other strategy": lambda body: body["spec"].update(strategy={"type": "Recreate"}),
    "other volume": lambda body: pod(body).update(volumes=[{"name": "tmp", "configMap": {"name": "x"}}]),
    "other probe": lambda body: container(body).update(readinessProbe={"exec": {"command": ["true"]}}),
}
"""What client-side apply can do and the other kind cannot."""

WAYS = pytest.mark.parametrize("options", [(), ("--server-side",)], ids=["client-side", "server-side"])


def written(path: Path, body: Mapping[str, Any]) -> str:
    path.write_text(json.dumps(body))
    return str(path)


def manifest(kubectl: Kubectl, edit: Edit) -> dict[str, Any]:
    body = deployment()
    body["metadata"]["namespace"] = kubectl.namespace
    edit(body)
    return body


def read(kubectl: Kubectl) -> Live:
    shown = kubectl.run("get", "deployment", "airflow-scheduler", "-o", "json", "--show-managed-fields")
    return live_of(json.loads(shown))


def applied(kubectl: Kubectl, path: Path, *options: str) -> Live:
    """The Deployment, applied, then changed by others."""
    kubectl.run("apply", *options, "-f", written(path, manifest(kubectl, lambda _: None)))
    kubectl.run("set", "env", "deployment/airflow-scheduler", "B=9", "C=3")
    kubectl.run("scale", "deployment/airflow-scheduler", "--replicas=5")
    return read(kubectl)


def asked(kubectl: Kubectl, path: Path, body: Mapping[str, Any], *command: str) -> Mapping[str, Any]:
    """What the API server makes of it, in a dry run."""
    said = kubectl.run(*command, "--dry-run=server", "-o", "json", "-f", written(path, body))
    return bare(json.loads(said))


@WAYS
def test_a_prediction_is_what_the_api_server_says(
    options: tuple[str, ...], kubectl: Kubectl, tmp_path: Path
) -> None:
    live = applied(kubectl, tmp_path / "a.json", *options)
    force = ("--force-conflicts",) if options else ()
    for name, edit in EDITS.items():
        body = manifest(kubectl, edit)
        said = asked(kubectl, tmp_path / "b.json", body, "apply", *options, *force)
        assert (name, bare(predict(body, live))) == (name, said)


def test_a_request_comes_to_what_kubectl_apply_does(kubectl: Kubectl, tmp_path: Path) -> None:
    live = applied(kubectl, tmp_path / "a.json")
    for name, edit in {**EDITS, **REFUSED_SERVER_SIDE}.items():
        body = manifest(kubectl, edit)
        said = asked(kubectl, tmp_path / "b.json", body, "apply")
        request = bare(client_side_request(body, live))  # without a version: controllers write meanwhile
        ours = asked(kubectl, tmp_path / "b.json", request, "replace")
        assert (name, ours) == (name, said)
