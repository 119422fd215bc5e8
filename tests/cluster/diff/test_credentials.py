"""What does a user see who is not let in, or where nobody answers?"""

import socket
from pathlib import Path

import pytest
from tests.cluster.diff.objects import config_map, overlay
from tests.cluster.diff.users import elsewhere, service_account, with_token
from tests.cluster.diff.verdict import Differ
from tests.cluster.kubectl import Kubectl

BOGUS = "eyJhbGciOiJSUzI1NiJ9.canary-of-a-token.c2ln"


@pytest.fixture
def desired(tmp_path: Path) -> Path:
    return overlay(tmp_path / "o", config_map("b", size="1"))


def test_a_token_nobody_gave_is_refused_with_a_hint(
    diff: Differ, kubectl: Kubectl, desired: Path, tmp_path: Path
) -> None:
    ended = diff(desired, kubeconfig=with_token(kubectl, tmp_path / "bogus", BOGUS))
    assert (ended.returncode, "credentials" in ended.stderr) == (2, True)


def test_a_refused_token_is_not_told(diff: Differ, kubectl: Kubectl, desired: Path, tmp_path: Path) -> None:
    ended = diff(desired, kubeconfig=with_token(kubectl, tmp_path / "bogus", BOGUS))
    assert "canary" not in ended.stdout + ended.stderr


def test_a_token_of_an_account_that_is_gone_is_refused(
    diff: Differ, kubectl: Kubectl, desired: Path, tmp_path: Path
) -> None:
    gone = service_account(kubectl, tmp_path / "gone")
    kubectl.run("delete", "serviceaccount", "airkust-diff")
    ended = diff(desired, kubeconfig=gone)
    assert (ended.returncode, "credentials" in ended.stderr) == (2, True)


def test_a_token_lets_in(diff: Differ, kubectl: Kubectl, desired: Path, tmp_path: Path) -> None:
    account = service_account(kubectl, tmp_path / "account", "edit")
    assert diff.verdict(desired, kubeconfig=account).fates == {"ConfigMap/b": "created"}


def test_a_server_that_does_not_answer_is_named(
    diff: Differ, kubectl: Kubectl, desired: Path, tmp_path: Path
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    ended = diff(desired, kubeconfig=elsewhere(kubectl, tmp_path / "nobody", f"http://127.0.0.1:{port}"))
    assert (ended.returncode, f"127.0.0.1:{port}" in ended.stderr) == (2, True)


def test_a_context_that_is_not_there_is_named(diff: Differ, desired: Path) -> None:
    ended = diff(desired, "--context", "nowhere")
    assert (ended.returncode, "nowhere" in ended.stderr) == (2, True)


def test_a_kubeconfig_that_is_not_there_is_named(diff: Differ, desired: Path, tmp_path: Path) -> None:
    ended = diff(desired, kubeconfig=tmp_path / "missing.kubeconfig")
    assert (ended.returncode, "missing.kubeconfig" in ended.stderr) == (2, True)


def test_an_overlay_that_does_not_build_is_wrong_usage(diff: Differ, tmp_path: Path) -> None:
    assert diff(tmp_path).returncode == 2
