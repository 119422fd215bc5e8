"""Secrets of `overlays/ha-prod`, as a user has made them, and a project of one overlay."""

from pathlib import Path

import pytest
from tests.cli.scheduler import SCHEDULER
from tests.cli.secret_manifests import URL
from tests.conftest import Run
from tests.rendered import rendered


@pytest.fixture(scope="session")
def ha(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """`overlays/ha-prod`, rendered once for all tests."""
    file = tmp_path_factory.mktemp("ha") / "rendered.yaml"
    file.write_text(rendered("ha-prod"))
    return file


@pytest.fixture
def url_file(tmp_path: Path) -> Path:
    """A file that holds the URL of a database."""
    file = tmp_path / "url"
    file.write_text(f"{URL}\n")
    return file


@pytest.fixture(scope="session")
def made(airkust: Run, ha: Path) -> bytes:
    """All the Secrets `overlays/ha-prod` needs."""
    ended = airkust("secrets", "init", ha, "-o", "-", "--connection-file", "-", stdin=URL.encode())
    return ended.stdout.encode()


@pytest.fixture
def manifest(tmp_path: Path, made: bytes) -> Path:
    """The same in a file of the test's own."""
    file = tmp_path / "secrets.yaml"
    file.write_bytes(made)
    return file


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with one overlay that runs a single scheduler, listed with profile dev."""
    overlay = tmp_path / "overlays" / "one"
    overlay.mkdir(parents=True)
    (overlay / "deployment.yaml").write_text(SCHEDULER, encoding="utf-8")
    (overlay / "kustomization.yaml").write_text("resources: [deployment.yaml]\n", encoding="utf-8")
    settings = '[[overlays]]\npath = "overlays/one"\nprofile = "dev"\n'
    (tmp_path / "airkust.toml").write_text(settings, encoding="utf-8")
    return tmp_path
