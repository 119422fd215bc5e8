"""Secrets of `overlays/ha-prod`, as a user has made them."""

from pathlib import Path

import pytest
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
