"""Which archive is taken, and what is said when it cannot be made?"""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from lab.images.archives import SCRATCH, Archive, cached, ensure
from lab.images.recipes import Recipe
from lab.progress import Progress

ROOT = Path(__file__).parents[3]


@pytest.fixture
def recipe(tmp_path: Path) -> Recipe:
    context = tmp_path / "context"
    context.mkdir()
    (context / "Dockerfile").write_text("ARG BASE\nFROM ${BASE}\n")
    return Recipe("thing-1", "docker.io/library/thing:1", context)


def test_the_archive_of_this_very_content_is_taken(recipe: Recipe, tmp_path: Path) -> None:
    path = tmp_path / f"thing-1-{recipe.key}.tar"
    path.touch()
    assert ensure(Progress(), folder=tmp_path, recipes=(recipe,)) == (
        Archive("docker.io/library/thing:1", path, stand_in=True),
    )


def test_an_archive_of_other_content_is_not_taken(recipe: Recipe, tmp_path: Path) -> None:
    (tmp_path / "thing-1-000000000000.tar").touch()
    assert not cached(recipe, tmp_path).exists


def test_the_public_image_is_preferred(recipe: Recipe, tmp_path: Path) -> None:
    (tmp_path / f"thing-1-{recipe.key}.tar").touch()
    (tmp_path / "thing-1-public.tar").touch()
    assert not cached(recipe, tmp_path).stand_in


def build_without_programs(tmp_path: Path) -> "subprocess.CompletedProcess[str]":
    environment = {**os.environ, "PATH": str(tmp_path), "XDG_CACHE_HOME": str(tmp_path)}
    return subprocess.run(
        [sys.executable, "-m", "lab.images", "airflow"],
        env=environment,
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_machine_without_an_engine_is_told_what_to_install(tmp_path: Path) -> None:
    assert build_without_programs(tmp_path).stderr == (
        "lab: neither docker, podman nor buildah works here\n  apt-get install podman\n"
    )


def test_a_machine_without_an_engine_is_a_failed_tool(tmp_path: Path) -> None:
    assert build_without_programs(tmp_path).returncode == 3


def test_what_a_run_that_was_cut_off_left_is_swept_away(recipe: Recipe, tmp_path: Path) -> None:
    (tmp_path / f"thing-1-{recipe.key}.tar").touch()
    leftover = tmp_path / f"{SCRATCH}of-yesterday"
    leftover.mkdir()
    ensure(Progress(), folder=tmp_path, recipes=(recipe,))
    assert not leftover.exists()
