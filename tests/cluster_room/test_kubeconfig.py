"""Which cluster is meant, by the real kubectl and without any cluster."""

import json
import socket
from pathlib import Path

import pytest
from tests.cluster_room.programs import KUBECTL

from airkust.cluster.connection import connect
from airkust.cluster.kubeconfig import chosen, files
from airkust.errors import ClusterFailed, UsageError


def written(path: Path, *, server: str = "http://127.0.0.1:1", current: str = "one", **user: object) -> Path:
    value = {
        "apiVersion": "v1",
        "kind": "Config",
        "current-context": current,
        "clusters": [{"name": "c", "cluster": {"server": server}}],
        "users": [{"name": "u", "user": user}],
        "contexts": [
            {"name": "one", "context": {"cluster": "c", "user": "u", "namespace": "airflow"}},
            {"name": "two", "context": {"cluster": "c", "user": "u"}},
        ],
    }
    path.write_text(json.dumps(value))
    return path


def test_the_current_context_is_chosen(tmp_path: Path) -> None:
    found = chosen(KUBECTL, [f"--kubeconfig={written(tmp_path / 'k')}"])
    assert (found.name, found.namespace) == ("one", "airflow")


def test_a_context_without_a_namespace_means_default(tmp_path: Path) -> None:
    found = chosen(KUBECTL, [f"--kubeconfig={written(tmp_path / 'k')}", "--context=two"])
    assert (found.name, found.namespace) == ("two", "default")


def test_files_of_the_variable_that_are_not_there_are_left_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    there = written(tmp_path / "k")
    monkeypatch.setenv("KUBECONFIG", f"{there}:{tmp_path}/nowhere")
    assert files(None) == (there,)


def opened(kubeconfig: Path | None, context: str | None = None) -> None:
    with connect(KUBECTL, kubeconfig=kubeconfig, context=context, read_only=True, timeout=5) as client:
        client.get("/version")


def test_a_kubeconfig_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="nowhere: no such kubeconfig"):
        opened(tmp_path / "nowhere")


def test_no_kubeconfig_at_all_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KUBECONFIG", str(tmp_path / "nowhere"))
    monkeypatch.delenv("KUBERNETES_SERVICE_HOST", raising=False)
    with pytest.raises(UsageError, match="there is no kubeconfig"):
        opened(None)


def test_an_unknown_context_is_named_with_the_way_to_the_known_ones(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="nowhere") as raised:
        opened(written(tmp_path / "k"), "nowhere")
    assert "get-contexts" in (raised.value.hint or "")


def test_a_kubeconfig_without_a_current_context_is_said(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no current context") as raised:
        opened(written(tmp_path / "k", current=""))
    assert "--context" in (raised.value.hint or "")


def test_a_kubeconfig_that_cannot_be_read_is_said(tmp_path: Path) -> None:
    path = tmp_path / "k"
    path.write_text("{")
    with pytest.raises(ClusterFailed, match="cannot be read"):
        opened(path)


def test_a_server_nobody_listens_at_is_named(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    with pytest.raises(ClusterFailed, match=f"one does not answer: .*127.0.0.1:{port}"):
        opened(written(tmp_path / "k", server=f"http://127.0.0.1:{port}"))


def test_a_server_that_says_nothing_is_left_after_the_timeout(tmp_path: Path) -> None:
    with (
        socket.create_server(("127.0.0.1", 0)) as silent,
        pytest.raises(ClusterFailed, match="nothing within"),
        connect(
            KUBECTL,
            kubeconfig=written(tmp_path / "k", server=f"http://127.0.0.1:{silent.getsockname()[1]}"),
            context=None,
            read_only=True,
            timeout=0.3,
        ) as client,
    ):
        client.get("/version")


def test_a_plugin_that_gives_no_credentials_is_named(tmp_path: Path) -> None:
    plugin = {
        "apiVersion": "client.authentication.k8s.io/v1",
        "command": "/bin/false",
        "interactiveMode": "Never",
    }
    kubeconfig = written(tmp_path / "k", server="https://127.0.0.1:1", exec=plugin)
    with pytest.raises(ClusterFailed, match="/bin/false"):
        opened(kubeconfig)
