"""Is a directory given as it was at a revision, and nothing in the work tree touched?"""

import subprocess
from pathlib import Path

import pytest

from airkust.errors import UsageError
from airkust.workspace.revision import exported


def git(directory: Path, *arguments: str) -> str:
    identity = ["-c", "user.name=a", "-c", "user.email=a@example.com"]
    done = subprocess.run(
        ["git", *identity, *arguments], cwd=directory, check=True, capture_output=True, text=True
    )
    return done.stdout


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """Two commits of one file in a folder; the second one is checked out."""
    git(tmp_path, "init", "--quiet")
    (tmp_path / "overlay").mkdir()
    for text in ("one", "two"):
        (tmp_path / "overlay" / "file").write_text(text, encoding="utf-8")
        git(tmp_path, "add", ".")
        git(tmp_path, "commit", "--quiet", "--message", text)
    return tmp_path


def test_the_directory_is_as_it_was(repository: Path) -> None:
    with exported(repository / "overlay", "HEAD~1") as there:
        assert (there / "file").read_text(encoding="utf-8") == "one"


def test_the_repository_stays_as_it_is(repository: Path) -> None:
    (repository / "overlay" / "file").write_text("not committed", encoding="utf-8")
    before = git(repository, "status", "--porcelain"), git(repository, "worktree", "list")
    with exported(repository / "overlay", "HEAD~1"):
        pass
    assert (git(repository, "status", "--porcelain"), git(repository, "worktree", "list")) == before


def test_nothing_is_left_behind(repository: Path) -> None:
    with exported(repository / "overlay", "HEAD") as there:
        pass
    assert not there.exists()


def test_a_revision_nobody_knows_is_named(repository: Path) -> None:
    with pytest.raises(UsageError, match="--base nowhere"), exported(repository / "overlay", "nowhere"):
        pass


def test_a_revision_is_never_read_as_an_option(repository: Path) -> None:
    with pytest.raises(UsageError), exported(repository / "overlay", "--output=file"):
        pass


def test_a_directory_that_was_not_there_is_named(repository: Path) -> None:
    (repository / "new").mkdir()
    with pytest.raises(UsageError, match="new is not in it"), exported(repository / "new", "HEAD"):
        pass


def test_outside_of_git_there_are_no_revisions(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no git work tree"), exported(tmp_path, "HEAD"):
        pass
