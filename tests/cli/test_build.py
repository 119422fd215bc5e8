"""`airkust build` is `kubectl kustomize`, for any number of overlays."""

import subprocess
from pathlib import Path

from tests.conftest import AIRKUST, Run

from airkust.workspace.programs import beside_python


def kustomize(overlay: Path) -> str:
    """What kubectl itself prints."""
    argv = [str(beside_python("kubectl")), "kustomize", str(overlay)]
    return subprocess.run(argv, capture_output=True, check=True, text=True).stdout


def test_it_prints_what_kubectl_prints(airkust: Run, overlays: Path) -> None:
    assert airkust("build", overlays / "sound").stdout == kustomize(overlays / "sound")


def test_the_same_tree_gives_the_same_bytes(airkust: Run, overlays: Path) -> None:
    first, second = (airkust("build", "sound", cwd=overlays).stdout for _ in range(2))
    assert first == second


def test_several_overlays_become_one_stream(airkust: Run, overlays: Path) -> None:
    both = [overlays / "sound", overlays / "custom-resource"]
    assert airkust("build", *both).stdout == "---\n".join(kustomize(overlay) for overlay in both)


def test_an_overlay_given_twice_is_built_once(airkust: Run, overlays: Path) -> None:
    assert airkust("build", "sound", "./sound/", cwd=overlays).stdout == kustomize(overlays / "sound")


def test_without_arguments_the_overlays_of_the_settings_are_built(
    airkust: Run, overlays: Path, tmp_path: Path
) -> None:
    (tmp_path / "airkust.toml").write_text(
        f'[[overlays]]\npath = "{overlays / "sound"}"\nprofile = "dev"\n', encoding="utf-8"
    )
    assert airkust("build", cwd=tmp_path).stdout == kustomize(overlays / "sound")


def test_a_reader_that_hangs_up_is_no_error(overlays: Path, tmp_path: Path) -> None:
    command = f"{AIRKUST} build {overlays / 'sound'} | true; exit ${{PIPESTATUS[0]}}"
    ended = subprocess.run(["bash", "-c", command], cwd=tmp_path, capture_output=True, check=False, text=True)
    assert (ended.returncode, ended.stderr) == (0, "")
