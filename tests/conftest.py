"""Fixtures every room's tests may use. Nothing is mocked: the programs are the real ones."""

import os
import subprocess
import sysconfig
from collections.abc import Callable
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parent.parent
AIRKUST = Path(sysconfig.get_path("scripts")) / "airkust"

# A shell starts what runs in the background with SIGINT ignored, and children inherit that: whoever runs the
# tests that way must not change what an interrupt does to the programs under test.
INTERRUPTIBLE = ("env", "--default-signal=INT")

Run = Callable[..., "subprocess.CompletedProcess[str]"]


def refusal(message: str, *, hint: str | None = None, code: int = 2) -> tuple[int, str]:
    """The exit code and the whole of stderr when airkust refuses something."""
    return code, f"error: {message}\n" + (f"hint: {hint}\n" if hint else "")


@pytest.fixture(scope="session")
def fixtures() -> Path:
    """The directory of inputs made for tests."""
    return REPOSITORY / "tests" / "fixtures"


@pytest.fixture(scope="session")
def overlays(fixtures: Path) -> Path:
    """The directory of overlays made for tests."""
    return fixtures / "overlays"


@pytest.fixture(scope="session")
def airkust(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """Runs the console script as a user would, in an empty directory unless told otherwise.

    Keyword arguments but `cwd` and `stdin` are environment variables; None takes one away.
    """
    nowhere = tmp_path_factory.mktemp("nowhere")

    def run(
        *arguments: str | Path, cwd: Path = nowhere, stdin: bytes = b"", **variables: str | None
    ) -> "subprocess.CompletedProcess[str]":
        changed = {**os.environ, **variables}
        environment = {name: value for name, value in changed.items() if value is not None}
        argv = [str(AIRKUST), *map(str, arguments)]
        ended = subprocess.run(argv, cwd=cwd, input=stdin, env=environment, capture_output=True, check=False)
        stdout, stderr = ended.stdout.decode(), ended.stderr.decode()
        assert "Traceback" not in stderr, stderr
        return subprocess.CompletedProcess(argv, ended.returncode, stdout, stderr)

    return run


@pytest.fixture(scope="session")
def kubeconform(airkust: Run) -> None:
    """Makes sure that `airkust validate` has its judge: compiled now if this machine has none."""
    assert airkust("setup").returncode == 0


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-golden",
        action="store_true",
        help="write what reviewers read (golden renderings, expected reports) instead of comparing with it",
    )


@pytest.fixture
def update_golden(request: pytest.FixtureRequest) -> bool:
    """Whether this run writes golden files: `make golden`."""
    return bool(request.config.getoption("--update-golden"))
