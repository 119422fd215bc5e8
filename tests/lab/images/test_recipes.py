"""When is an image built again?"""

from pathlib import Path

import pytest

from lab.images.recipes import RECIPES, Recipe


@pytest.fixture
def recipe(tmp_path: Path) -> Recipe:
    (tmp_path / "Dockerfile").write_text("ARG BASE\nFROM ${BASE}\n")
    return Recipe("thing-1", "docker.io/library/thing:1", tmp_path)


def test_what_did_not_change_is_not_built_again(recipe: Recipe) -> None:
    assert recipe.key == recipe.key


def test_another_line_in_the_dockerfile_builds_again(recipe: Recipe) -> None:
    before = recipe.key
    (recipe.context / "Dockerfile").write_text("ARG BASE\nFROM ${BASE}\nUSER 1\n")
    assert recipe.key != before


def test_another_file_builds_again(recipe: Recipe) -> None:
    before = recipe.key
    (recipe.context / "entrypoint.sh").touch()
    assert recipe.key != before


def test_another_name_of_the_same_file_builds_again(recipe: Recipe) -> None:
    (recipe.context / "one.sh").touch()
    before = recipe.key
    (recipe.context / "one.sh").rename(recipe.context / "two.sh")
    assert recipe.key != before


def test_a_file_that_becomes_a_program_builds_again(recipe: Recipe) -> None:
    script = recipe.context / "entrypoint.sh"
    script.touch(mode=0o644)
    before = recipe.key
    script.chmod(0o755)
    assert recipe.key != before


def test_documentation_builds_nothing(recipe: Recipe) -> None:
    before = recipe.key
    (recipe.context / "README.md").write_text("new words")
    assert recipe.key == before


def test_a_new_base_builds_what_stands_on_it(recipe: Recipe, tmp_path: Path) -> None:
    upper = Recipe("upper-1", "docker.io/library/upper:1", tmp_path, base=recipe)
    before = upper.key
    (recipe.context / "Dockerfile").write_text("ARG BASE\nFROM ${BASE}\nUSER 1\n")
    assert upper.key != before


@pytest.mark.parametrize("recipe", RECIPES, ids=lambda recipe: recipe.name)
def test_every_recipe_has_a_dockerfile_with_a_base(recipe: Recipe) -> None:
    assert "ARG BASE" in (recipe.context / "Dockerfile").read_text()
