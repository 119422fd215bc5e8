"""Would git take a file into a commit?"""

from pathlib import Path

from airkust import process
from airkust.errors import ToolFailed, ToolMissing

IGNORED = 0
NOT_IGNORED = 1
"""Exit codes of `git check-ignore`. Any other: not in a work tree, or one git does not trust."""

TIMEOUT = 10.0
"""Seconds."""


def may_be_committed(path: Path) -> bool:
    """Whether a path lies in a git work tree and no .gitignore names it; without git, nothing does."""
    absolute = path.absolute()
    argv = ["git", "-C", str(absolute.parent), "check-ignore", "--quiet", "--", absolute.name]
    try:
        return process.run(argv, timeout=TIMEOUT).exit_code == NOT_IGNORED
    except (ToolMissing, ToolFailed):
        return False
