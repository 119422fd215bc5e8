"""Which program is used."""

from pathlib import Path

import pytest

from airkust.errors import ToolMissing
from airkust.workspace.programs import find

VARIABLE = "AIRKUST_TOOL"


@pytest.fixture
def tool(tmp_path: Path) -> Path:
    path = tmp_path / "place" / "tool"
    path.parent.mkdir()
    path.write_text("#!/bin/sh\n", encoding="utf-8")
    path.chmod(0o755)
    return path


def test_the_variable_wins_over_every_place(tool: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, "/bin/sh")
    assert find("tool", variable=VARIABLE, places=(tool,)) == Path("/bin/sh")


def test_a_place_wins_over_path(tool: Path) -> None:
    assert find("sh", variable=VARIABLE, places=(tool,)) == tool


def test_path_is_asked_last(tool: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tool.parent))
    assert find("tool", variable=VARIABLE) == tool


def test_a_file_that_is_not_executable_is_passed_over(tool: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tool.chmod(0o644)
    monkeypatch.setenv("PATH", "")
    assert find("tool", variable=VARIABLE, places=(tool,)) is None


def test_a_variable_that_names_no_program_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, "/nowhere")
    with pytest.raises(ToolMissing, match="AIRKUST_TOOL names /nowhere, which is not a program"):
        find("tool", variable=VARIABLE)
