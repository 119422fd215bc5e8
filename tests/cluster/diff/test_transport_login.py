"""Whatever login kubectl has, the client has it too."""

import base64
import json
import os
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from tests.cluster.diff import users
from tests.cluster.kubectl import KUBECTL, Kubectl

from airkust.cluster import in_cluster
from airkust.cluster.client import Client
from airkust.cluster.connection import connect
from airkust.errors import ClusterFailed


def version(kubeconfig: Path) -> int:
    """The status of a question that anybody may ask who is let in."""
    with connect(KUBECTL, kubeconfig=kubeconfig, context=None, read_only=True, timeout=30) as client:
        return client.get("/apis").status


def plugin(path: Path, admin: Kubectl, token: str) -> Path:
    """A kubeconfig with a program that gives the login."""
    credential = {
        "apiVersion": "client.authentication.k8s.io/v1",
        "kind": "ExecCredential",
        "status": {"token": token},
    }
    program = path.with_suffix(".sh")
    program.touch(mode=0o700)
    program.write_text(f"#!/bin/sh\necho '{json.dumps(credential)}'\n")
    config = users.raw_config(admin)
    (entry,) = config["users"]
    entry["user"] = {
        "exec": {
            "apiVersion": "client.authentication.k8s.io/v1",
            "command": str(program),
            "interactiveMode": "Never",
        }
    }
    return users.written(path, config)


def mounted(folder: Path, admin: Kubectl, token: str) -> Path:
    """A directory as a pod sees it."""
    folder.mkdir()
    (cluster,) = users.raw_config(admin)["clusters"]
    (folder / "ca.crt").write_bytes(base64.b64decode(cluster["cluster"]["certificate-authority-data"]))
    (folder / "token").write_text(token)
    (folder / "namespace").write_text(admin.namespace)
    return folder


@pytest.fixture
def token(kubectl: Kubectl) -> str:
    """Of a new service account of the namespace."""
    kubectl.run("create", "serviceaccount", users.NAME)
    return kubectl.run("create", "token", users.NAME).strip()


@pytest.fixture
def in_pod(kubectl: Kubectl, token: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Client]:
    """The client of a pod with that service account."""
    (cluster,) = users.raw_config(kubectl)["clusters"]
    server = urlsplit(cluster["cluster"]["server"])
    monkeypatch.setenv(in_cluster.HOST, str(server.hostname))
    monkeypatch.setenv(in_cluster.PORT, str(server.port or 443))
    client = in_cluster.client(30, mount=mounted(tmp_path / "mount", kubectl, token))
    yield client
    client.stop()


def test_a_client_certificate_lets_in(api_lab: Path) -> None:
    assert version(api_lab) == 200


def test_a_token_lets_in(kubectl: Kubectl, token: str, tmp_path: Path) -> None:
    assert version(users.with_token(kubectl, tmp_path / "k", token)) == 200


def test_a_login_that_a_program_gives_lets_in(kubectl: Kubectl, token: str, tmp_path: Path) -> None:
    assert version(plugin(tmp_path / "k", kubectl, token)) == 200


def test_a_login_that_is_refused_is_said_with_what_to_do(kubectl: Kubectl, tmp_path: Path) -> None:
    with pytest.raises(ClusterFailed, match="does not accept the credentials") as raised:
        version(users.with_token(kubectl, tmp_path / "k", "canary"))
    assert "log in again" in (raised.value.hint or "")


def test_a_login_that_is_refused_is_not_told(kubectl: Kubectl, tmp_path: Path) -> None:
    with pytest.raises(ClusterFailed) as raised:
        version(users.with_token(kubectl, tmp_path / "k", "canary"))
    assert "canary" not in repr((raised.value, raised.value.__cause__, raised.value.__context__))


def test_a_pod_asks_as_its_service_account(in_pod: Client) -> None:
    assert in_pod.get("/apis").status == 200


def test_a_pod_has_its_own_namespace(in_pod: Client, kubectl: Kubectl) -> None:
    assert (in_pod.cluster, in_pod.namespace) == ("in-cluster", kubectl.namespace)


def test_a_pod_takes_the_token_that_is_there_now(in_pod: Client, token: str, tmp_path: Path) -> None:
    file = tmp_path / "mount" / "token"
    file.write_text("expired")
    os.utime(file, ns=(1, 1))
    with pytest.raises(ClusterFailed, match="does not accept the credentials"):
        in_pod.get("/apis")
    file.write_text(token)
    assert in_pod.get("/apis").status == 200


def test_a_pod_without_a_token_is_told_so(in_pod: Client, tmp_path: Path) -> None:
    (tmp_path / "mount" / "token").unlink()
    with pytest.raises(ClusterFailed, match="token cannot be read"):
        in_pod.get("/apis")


def test_a_pod_without_the_authority_is_told_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(in_cluster.HOST, "127.0.0.1")
    with pytest.raises(ClusterFailed, match=r"ca\.crt cannot be used"):
        in_cluster.client(30, mount=tmp_path)
