"""A rendering is kubectl's, with a note of each object's origin, and leaves nothing behind."""

import contextlib
import tempfile
from pathlib import Path

import pytest

from airkust.errors import InputError
from airkust.parse import parse
from airkust.render import build, render
from airkust.workspace.kubectl import kubectl


def test_each_object_knows_the_file_that_made_it(overlays: Path) -> None:
    rendered = render(overlays / "sound", kubectl=kubectl())
    rendering = parse(
        rendered.data, name="sound", origin_root=str(rendered.origin_root), relative_to=str(overlays)
    )
    assert {str(resource.id): resource.source.file for resource in rendering if resource.source} == {
        "ConfigMap/airflow-config-f46744ftcf": "sound/kustomization.yaml",
        "Deployment/web": "sound-base/deployment.yaml",
    }


def test_a_temporary_directory_behind_a_link_makes_no_difference(
    overlays: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "deep" / "er").mkdir(parents=True)
    (tmp_path / "link").symlink_to(tmp_path / "deep" / "er")
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "link"))
    rendered = render(overlays / "sound", kubectl=kubectl())
    assert parse(rendered.data, name="sound", origin_root=str(rendered.origin_root)).resources


def test_an_overlay_behind_a_link_makes_no_difference(overlays: Path, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(overlays / "sound")
    assert build(tmp_path / "link", kubectl=kubectl()) == build(overlays / "sound", kubectl=kubectl())


def test_an_overlay_may_be_called_anything_yaml_has_a_meaning_for(tmp_path: Path) -> None:
    directory = tmp_path / "#yes: [no] & 'so' on"
    directory.mkdir()
    (directory / "kustomization.yaml").write_text("configMapGenerator: [{name: a}]\n", encoding="utf-8")
    assert b"kind: ConfigMap" in render(directory, kubectl=kubectl()).data


@pytest.mark.parametrize("name", ["sound", "missing-resource"])
def test_the_wrapper_is_gone_afterwards(
    overlays: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    with contextlib.suppress(InputError):
        render(overlays / name, kubectl=kubectl())
    assert list(tmp_path.iterdir()) == []


def test_the_users_files_stay_as_they_are(overlays: Path) -> None:
    def state() -> dict[Path, int]:
        return {path: path.stat().st_mtime_ns for path in overlays.rglob("*")}

    before = state()
    render(overlays / "sound", kubectl=kubectl())
    assert state() == before
