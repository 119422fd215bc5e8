"""Is a rendering used again only where kustomize would say the same?"""

from collections.abc import Callable
from pathlib import Path

import pytest

from airkust.render import render
from airkust.render.kept import Kept
from airkust.render.roots import roots
from airkust.workspace.kubectl import kubectl

Change = Callable[[Path], object]


@pytest.fixture(autouse=True)
def cache(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    place = tmp_path_factory.mktemp("cache")
    monkeypatch.setenv("AIRKUST_CACHE", str(place))
    return place / "renderings"


@pytest.fixture
def overlay(tmp_path: Path) -> Path:
    """An overlay on a base, with a component beside both."""
    write(tmp_path / "base", "resources: [a.yaml]")
    (tmp_path / "base" / "a.yaml").write_text(
        "{apiVersion: v1, kind: ConfigMap, metadata: {name: a}, data: {x: '1'}}", encoding="utf-8"
    )
    write(tmp_path / "component", "kind: Component\ncommonAnnotations: {a: b}")
    return write(tmp_path / "overlay", "resources: [../base]\ncomponents: [../component]\nnamePrefix: p-")


def write(directory: Path, kustomization: str) -> Path:
    directory.mkdir(exist_ok=True)
    kind = "" if "kind: Component" in kustomization else "kind: Kustomization\n"
    version = "v1alpha1" if not kind else "v1beta1"
    text = f"apiVersion: kustomize.config.k8s.io/{version}\n{kind}{kustomization}\n"
    (directory / "kustomization.yaml").write_text(text, encoding="utf-8")
    return directory


def is_kept(overlay: Path) -> bool:
    return Kept(overlay, kubectl()).get() is not None


def test_a_rendering_is_kept(overlay: Path) -> None:
    rendered = render(overlay, kubectl=kubectl())
    assert render(overlay, kubectl=kubectl()) == rendered
    assert is_kept(overlay)


def test_nobody_else_may_read_it(overlay: Path, cache: Path) -> None:
    render(overlay, kubectl=kubectl())
    (file,) = cache.iterdir()
    assert (cache.stat().st_mode & 0o777, file.stat().st_mode & 0o777) == (0o700, 0o600)


CHANGES: dict[str, Change] = {
    "a file of the base": lambda top: (top / "base" / "a.yaml").write_text("x", encoding="utf-8"),
    "the component": lambda top: write(top / "component", "kind: Component\ncommonLabels: {a: b}"),
    "the overlay": lambda top: write(top / "overlay", "resources: [../base]"),
    "a new file": lambda top: (top / "base" / "new").write_text("", encoding="utf-8"),
    "a file that is gone": lambda top: (top / "base" / "a.yaml").unlink(),
    "a file of another name": lambda top: (top / "base" / "a.yaml").rename(top / "base" / "b.yaml"),
    "a directory that is gone": lambda top: (top / "component").rename(top / "other"),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_any_change_makes_it_build_anew(overlay: Path, change: Change) -> None:
    render(overlay, kubectl=kubectl())
    change(overlay.parent)
    assert not is_kept(overlay)


def test_another_kubectl_builds_anew(overlay: Path, tmp_path: Path) -> None:
    render(overlay, kubectl=kubectl())
    other = tmp_path / "kubectl"
    other.write_bytes(b"another")
    assert Kept(overlay, other).get() is None


@pytest.mark.parametrize("damage", [b"", b"junk", b"airkust rendering 1\n\n\n\n"])
def test_a_damaged_file_is_no_rendering(overlay: Path, cache: Path, damage: bytes) -> None:
    render(overlay, kubectl=kubectl())
    (file,) = cache.iterdir()
    file.write_bytes(damage)
    assert not is_kept(overlay)


def test_a_rendering_that_was_tampered_with_is_none(overlay: Path, cache: Path) -> None:
    render(overlay, kubectl=kubectl())
    (file,) = cache.iterdir()
    file.write_bytes(file.read_bytes().replace(b"ConfigMap", b"Configmap"))
    assert not is_kept(overlay)


def test_a_secret_is_never_kept(overlay: Path) -> None:
    write(overlay, "secretGenerator: [{name: s, literals: [a=b]}]")
    render(overlay, kubectl=kubectl())
    assert not is_kept(overlay)


@pytest.mark.parametrize(
    "text",
    [
        "resources: ['https://example.com/a.yaml']",
        "resources: [github.com/example/base?ref=v1]",
        "patches: [{path: 'https://example.com/patch.yaml'}]",
        "configMapGenerator: [{name: c, files: ['a=https://example.com/a']}]",
        "resources: [../nowhere]",
        "a: [",
    ],
)
def test_what_is_fetched_or_cannot_be_read_has_no_roots(overlay: Path, text: str) -> None:
    assert roots(write(overlay, text)) is None


def test_an_address_in_a_value_is_not_fetched(overlay: Path) -> None:
    assert roots(write(overlay, "configMapGenerator: [{name: c, literals: ['A=b http://c']}]")) is not None


def test_a_cache_that_cannot_be_written_changes_nothing(overlay: Path, cache: Path) -> None:
    cache.write_text("a file", encoding="utf-8")
    assert b"name: p-a" in render(overlay, kubectl=kubectl()).data


def test_a_link_that_leads_back_ends(overlay: Path) -> None:
    (overlay / "up").symlink_to(overlay.parent)
    render(overlay, kubectl=kubectl())
    assert is_kept(overlay)
