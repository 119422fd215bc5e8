"""Is a kubeconfig readable by kubectl, and by its owner alone?"""

import sys
from pathlib import Path

import pytest

from lab import kubeconfig, pki
from lab.pki import Identity
from lab.process import run

KUBECTL = Path(sys.executable).with_name("kubectl")


@pytest.fixture
def written(tmp_path: Path) -> Path:
    pki.ensure(tmp_path / "pki", [Identity("admin", "someone")])
    kubeconfig.write(
        tmp_path / "kubeconfig", server="https://10.0.0.1:6443", pki=tmp_path / "pki", identity="admin"
    )
    return tmp_path / "kubeconfig"


def test_kubectl_reads_the_server(written: Path) -> None:
    query = "jsonpath={.clusters[0].cluster.server}"
    assert (
        run([str(KUBECTL), "config", "view", "--kubeconfig", str(written), "-o", query])
        == "https://10.0.0.1:6443"
    )


def test_nobody_else_may_read_it(written: Path) -> None:
    assert written.stat().st_mode & 0o777 == 0o600


def test_an_unchanged_file_is_left_alone(written: Path) -> None:
    before = written.stat().st_mtime_ns
    kubeconfig.write(written, server="https://10.0.0.1:6443", pki=written.parent / "pki", identity="admin")
    assert written.stat().st_mtime_ns == before


def test_another_server_is_written(written: Path) -> None:
    kubeconfig.write(written, server="https://10.0.0.2:6443", pki=written.parent / "pki", identity="admin")
    assert "https://10.0.0.2:6443" in written.read_text()
