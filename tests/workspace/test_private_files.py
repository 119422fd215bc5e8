"""Files that nobody else may read and that are never lost."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from airkust.errors import UsageError
from airkust.workspace.private_files import replace, write_new, write_new_directory

INSIDE = {Path("s", "k"): b"v"}


def mode(path: Path) -> int:
    return path.stat().st_mode & 0o777


@pytest.fixture(autouse=True)
def open_umask() -> Iterator[None]:
    """What is private must not depend on the user's umask."""
    before = os.umask(0)
    yield
    os.umask(before)


def test_a_new_file_is_for_its_owner_alone(tmp_path: Path) -> None:
    write_new(tmp_path / "f", b"v")
    assert mode(tmp_path / "f") == 0o600


def test_a_new_file_holds_what_was_written(tmp_path: Path) -> None:
    write_new(tmp_path / "f", b"v")
    assert (tmp_path / "f").read_bytes() == b"v"


def test_a_file_that_is_there_is_never_written(tmp_path: Path) -> None:
    (tmp_path / "f").write_bytes(b"before")
    with pytest.raises(UsageError, match="is there already"):
        write_new(tmp_path / "f", b"v")
    assert (tmp_path / "f").read_bytes() == b"before"


def test_a_link_to_nothing_is_never_followed(tmp_path: Path) -> None:
    (tmp_path / "f").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(UsageError, match="is there already"):
        write_new(tmp_path / "f", b"v")


def test_directories_of_values_are_for_their_owner_alone(tmp_path: Path) -> None:
    write_new_directory(tmp_path / "d", INSIDE)
    assert [mode(tmp_path / path) for path in ("d", "d/s", "d/s/k")] == [0o700, 0o700, 0o600]


def test_a_directory_that_is_there_is_never_written(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="is there already"):
        write_new_directory(tmp_path, INSIDE)


def test_a_directory_that_cannot_be_filled_is_taken_away(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot be written: File name too long"):
        write_new_directory(tmp_path / "d", {Path("s", "k" * 300): b"v"})
    assert list(tmp_path.iterdir()) == []


def test_a_replaced_file_is_for_its_owner_alone(tmp_path: Path) -> None:
    (tmp_path / "f").write_bytes(b"before")
    replace(tmp_path / "f", b"after")
    assert mode(tmp_path / "f") == 0o600


def test_a_replaced_file_leaves_nothing_beside_it(tmp_path: Path) -> None:
    (tmp_path / "f").write_bytes(b"before")
    replace(tmp_path / "f", b"after")
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"f": b"after"}


def test_a_replaced_link_stays_one(tmp_path: Path) -> None:
    (tmp_path / "f").write_bytes(b"before")
    (tmp_path / "link").symlink_to("f")
    replace(tmp_path / "link", b"after")
    assert ((tmp_path / "link").is_symlink(), (tmp_path / "f").read_bytes()) == (True, b"after")


@pytest.mark.parametrize("write", [write_new, replace])
def test_a_missing_directory_is_named(tmp_path: Path, write: Callable[[Path, bytes], None]) -> None:
    path = tmp_path / "nowhere" / "f"
    with pytest.raises(UsageError) as raised:
        write(path, b"v")
    assert raised.value.message == f"{path}: cannot be written: No such file or directory"
