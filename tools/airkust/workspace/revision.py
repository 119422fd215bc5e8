"""How did a directory look at another git revision?

Exported into a private temporary directory: work tree, index and list of worktrees stay as they are.
"""

import io
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from airkust import process
from airkust.errors import UsageError

TIMEOUT = 60.0
"""Seconds."""


@contextmanager
def exported(directory: Path, revision: str) -> Iterator[Path]:
    """The same directory as of a revision, with everything beside it that the repository holds.

    Args:
        directory: In a git work tree.
        revision: Whatever git takes for a commit, for instance main or HEAD~1.

    Raises:
        UsageError: It is in no work tree, or there is no such revision, or no such directory in it.
        ToolMissing: git is not installed.
        ToolFailed: git cannot write the archive.
    """
    absolute = directory.resolve()
    root = Path(_git(absolute, "rev-parse", "--show-toplevel", wrong=f"{directory}: in no git work tree"))
    commit = _git(
        root,
        "rev-parse",
        "--verify",
        "--end-of-options",
        f"{revision}^{{commit}}",
        wrong=f"--base {revision}: git knows no such revision",
    )
    argv = ["git", "-C", str(root), "archive", "--format=tar", commit]
    completed = process.run(argv, timeout=TIMEOUT)
    if completed.exit_code != 0:
        raise process.failure(argv, completed)
    with tempfile.TemporaryDirectory(prefix="airkust-") as place:
        with tarfile.open(fileobj=io.BytesIO(completed.stdout)) as archive:
            archive.extractall(place, filter="data")  # no link or path leads out of it
        there = Path(place).resolve() / absolute.relative_to(root.resolve())
        if not there.is_dir():
            raise UsageError(f"--base {revision}: {directory} is not in it")
        yield there


def _git(directory: Path, *arguments: str, wrong: str) -> str:
    completed = process.run(["git", "-C", str(directory), *arguments], timeout=TIMEOUT)
    if completed.exit_code != 0:
        raise UsageError(wrong, hint="--base needs a commit of the repository that the overlay is in")
    return completed.stdout.decode(errors="surrogateescape").strip()
