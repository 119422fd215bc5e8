"""Does components/dags-git/patient-git.sh wait for a repository out of reach, and for nothing else?

With real git, against a real git daemon that is there, comes up, or is not there.
"""

import os
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from tests.postgresql import free_port
from tests.rendered import ROOT

SCRIPT = ROOT / "components/dags-git/patient-git.sh"
IDENTITY = {
    "GIT_AUTHOR_NAME": "site", "GIT_AUTHOR_EMAIL": "site@example.org",
    "GIT_COMMITTER_NAME": "site", "GIT_COMMITTER_EMAIL": "site@example.org",
}  # fmt: skip


@dataclass(frozen=True)
class Host:
    """A git host with one repository, dags.git; it serves while `serving`."""

    folder: Path
    port: int

    @property
    def url(self) -> str:
        return f"git://127.0.0.1:{self.port}/dags.git"

    @contextmanager
    def serving(self) -> Iterator[None]:
        argv = [
            "git", "daemon", "--export-all", "--reuseaddr", "--listen=127.0.0.1", f"--port={self.port}",
            f"--base-path={self.folder}",
        ]  # fmt: skip
        with subprocess.Popen(argv, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
            try:
                yield
            finally:
                process.terminate()


@pytest.fixture
def host(tmp_path: Path) -> Host:
    repository = tmp_path / "dags.git"
    for command in (
        ["git", "init", "--quiet", str(repository)],
        ["git", "-C", str(repository), "commit", "--quiet", "--allow-empty", "--message", "first"],
    ):
        subprocess.run(command, check=True, env={**os.environ, **IDENTITY})
    return Host(tmp_path, free_port())


def patient_git(*args: str, seconds: int) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [SCRIPT, *args],
        env={**os.environ, "PATIENT_GIT_SECONDS": str(seconds)},
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip


def answers(host: Host) -> bool:
    asked = subprocess.run(["git", "ls-remote", host.url], check=False, capture_output=True)
    return asked.returncode == 0


def test_a_host_that_comes_up_ends_the_wait(host: Host, tmp_path: Path) -> None:
    process = patient_git("clone", "--bare", host.url, str(tmp_path / "clone"), seconds=60)
    time.sleep(1)  # its first try has most likely failed; if not, it only waited less
    with host.serving():
        process.communicate()
    assert process.returncode == 0


def test_a_host_that_stays_away_ends_the_wait_at_last(host: Host, tmp_path: Path) -> None:
    process = patient_git("clone", "--bare", host.url, str(tmp_path / "clone"), seconds=0)
    _, said = process.communicate()
    assert (process.returncode, "Connection refused" in said) == (128, True)


def test_a_repository_that_is_not_there_is_not_waited_for(host: Host, tmp_path: Path) -> None:
    with host.serving():
        while not answers(host):
            time.sleep(0.1)
        process = patient_git("clone", "--bare", host.url + "x", str(tmp_path / "clone"), seconds=3600)
        process.communicate()
    assert process.returncode == 128


def test_other_commands_are_git_s_own() -> None:
    process = patient_git("version", seconds=3600)
    said, _ = process.communicate()
    assert said.startswith("git version")
