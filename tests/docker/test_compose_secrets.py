"""Does docker/secrets.sh make keys that our entrypoint accepts, once, for nobody else to read?"""

import shutil
import subprocess
from pathlib import Path

import pytest
from tests.docker.conftest import DATABASE, FERNET_KEY, SECRET_KEY, SIGNING_KEY, TRIES, Entrypoint
from tests.rendered import ROOT


@pytest.fixture
def script(tmp_path: Path) -> Path:
    return Path(shutil.copy(ROOT / "docker/secrets.sh", tmp_path))


@pytest.fixture
def made(script: Path) -> Path:
    subprocess.run([script], check=True, capture_output=True)
    return script.parent / ".env"


def values(file: Path) -> dict[str, str]:
    return dict(line.split("=", 1) for line in file.read_text().splitlines())


def test_the_entrypoint_starts_with_them(made: Path, entrypoint: Entrypoint) -> None:
    keys = values(made)
    settings = {
        DATABASE: f"postgresql+psycopg2://airflow:{keys['POSTGRES_PASSWORD']}@postgres:5432/airflow",
        FERNET_KEY: keys["FERNET_KEY"],
        SECRET_KEY: keys["API_SECRET_KEY"],
        SIGNING_KEY: keys["JWT_SECRET"],
        TRIES: "0",
    }
    ended = entrypoint.run("airflow", "api-server", settings=settings)
    assert (ended.returncode, ended.stdout, ended.stderr) == (0, "airflow api-server\n", "")


def test_only_its_owner_reads_them(made: Path) -> None:
    assert made.stat().st_mode & 0o777 == 0o600


def test_a_second_run_keeps_them(script: Path, made: Path) -> None:
    before = made.read_text()
    again = subprocess.run([script], check=True, capture_output=True, text=True)
    assert made.read_text() == before
    assert "already" in again.stderr


def test_two_checkouts_have_nothing_in_common(script: Path, made: Path) -> None:
    first = values(made)
    made.unlink()
    subprocess.run([script], check=True, capture_output=True)
    second = values(made)
    assert first.keys() == second.keys()
    assert [key for key in first if first[key] == second[key]] == []


def test_git_does_not_see_them() -> None:
    ignored = subprocess.run(
        ["git", "check-ignore", "docker/.env"], check=False, capture_output=True, text=True, cwd=ROOT
    )
    assert ignored.stdout == "docker/.env\n"
