"""Which kubectl is used, and that asking its version costs one process in its life."""

from pathlib import Path

import pytest

from airkust.errors import ToolFailed
from airkust.workspace.kubectl import kubectl
from airkust.workspace.programs import beside_python


@pytest.fixture
def counting(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The real kubectl behind a script that notes each start."""
    script = tmp_path / "kubectl"
    started = tmp_path / "started"
    script.write_text(
        f'#!/bin/sh\necho x >> "{started}"\nexec "{beside_python("kubectl")}" "$@"\n', encoding="utf-8"
    )
    script.chmod(0o755)
    monkeypatch.setenv("AIRKUST_KUBECTL", str(script))
    monkeypatch.setenv("AIRKUST_CACHE", str(tmp_path / "cache"))
    return started


def test_the_one_installed_with_airkust_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("AIRKUST_KUBECTL", raising=False)
    assert kubectl() == beside_python("kubectl")


def test_a_foreign_kubectl_is_asked_its_version_once(counting: Path) -> None:
    kubectl()
    kubectl()
    assert counting.read_text(encoding="utf-8").count("x") == 1


def test_a_replaced_kubectl_is_asked_again(counting: Path) -> None:
    script = kubectl()
    script.write_text(script.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    kubectl()
    assert counting.read_text(encoding="utf-8").count("x") == 2


def test_a_damaged_note_is_asked_again(counting: Path, tmp_path: Path) -> None:
    kubectl()
    (tmp_path / "cache" / "kubectl-version.json").write_text("[]", encoding="utf-8")
    kubectl()
    assert counting.read_text(encoding="utf-8").count("x") == 2


def test_another_program_is_no_kubectl(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AIRKUST_KUBECTL", "true")
    monkeypatch.setenv("AIRKUST_CACHE", str(tmp_path))
    with pytest.raises(ToolFailed, match="true does not tell its version"):
        kubectl()
