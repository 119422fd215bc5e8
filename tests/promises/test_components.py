"""Is the README of each component true?"""

import re
from pathlib import Path

import pytest
from tests.rendered import ROOT

COMPONENTS = sorted(path.parent for path in (ROOT / "components").glob("*/kustomization.yaml"))
# Besides what a kustomization names: itself, its README, and what okteto.yaml leaves out of its file sync.
UNLISTED = {"README.md", "kustomization.yaml", ".stignore"}
HEADINGS = ["Adds", "Changes", "Needs", "Conflicts", "Try it"]


def readme(component: Path) -> str:
    return (component / "README.md").read_text()


def nearest_kustomization(file: Path) -> Path:
    """The kustomization that has to name the file: a component may hold others in folders of their own."""
    return next(k for folder in file.parents if (k := folder / "kustomization.yaml").exists())


@pytest.mark.parametrize("component", COMPONENTS, ids=lambda path: path.name)
def test_its_readme_has_the_five_headings_in_order(component: Path) -> None:
    assert re.findall(r"^## (.+)$", readme(component), flags=re.MULTILINE) == HEADINGS


@pytest.mark.parametrize("component", COMPONENTS, ids=lambda path: path.name)
def test_its_readme_names_every_object_it_adds(component: Path) -> None:
    adds = readme(component).partition("## Adds")[2].partition("## Changes")[0]
    names = {
        name
        for file in component.rglob("*.yaml")
        if not file.name.endswith(".patch.yaml")
        if file.name not in {"kustomization.yaml", "task-pod.yaml", "pod-template.yaml"}
        for name in re.findall(r"^metadata:\n  name: (.+)$", file.read_text(), flags=re.MULTILINE)
    }
    assert [name for name in names if name.removesuffix("-tag") not in adds] == []


@pytest.mark.parametrize("component", COMPONENTS, ids=lambda path: path.name)
def test_every_setting_says_why(component: Path) -> None:
    silent = [
        line
        for file in component.glob("*.env")
        for before, line in zip(
            ["", *file.read_text().splitlines()], file.read_text().splitlines(), strict=False
        )
        if "=" in line and not line.startswith("#") and not before.startswith("#") and "=" not in before
    ]
    assert silent == []


@pytest.mark.parametrize("component", COMPONENTS, ids=lambda path: path.name)
def test_every_file_is_used_by_its_kustomization(component: Path) -> None:
    unused = [
        str(file.relative_to(component))
        for kustomization in component.rglob("kustomization.yaml")
        for file in kustomization.parent.rglob("*")
        if file.is_file() and file.name not in UNLISTED
        if nearest_kustomization(file) == kustomization
        if str(file.relative_to(kustomization.parent)) not in kustomization.read_text()
    ]
    assert unused == []


@pytest.mark.parametrize("component", COMPONENTS, ids=lambda path: path.name)
def test_an_overlay_or_a_scenario_uses_it(component: Path) -> None:
    lists = [*ROOT.glob("overlays/*/kustomization.yaml"), *ROOT.glob("tests/scenarios/*/kustomization.yaml")]
    assert any(f"/components/{component.name}\n" in kustomization.read_text() for kustomization in lists)
