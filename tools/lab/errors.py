"""What can go wrong in the lab for a reason its user can mend.

LabError                 carries the message, a hint and the exit code
├── UsageError      (2)  a flag, a setting or the machine does not fit
├── ToolMissing     (3)  a host program is not installed: names the Debian package
└── ToolFailed      (3)  a program the lab drives ended badly, or never became ready
"""

from typing import ClassVar


class LabError(Exception):
    """Base of every error a user can cause.

    Args:
        message: What is wrong.
        hint: What to do about it; printed on a line of its own.
    """

    exit_code: ClassVar[int] = 2

    def __init__(self, message: str, *, hint: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class UsageError(LabError):
    """A flag, a setting or the machine does not fit."""


class ToolMissing(LabError):  # noqa: N818 -- reads as what happened, like its sibling
    """A program the lab needs is not installed."""

    exit_code = 3


class ToolFailed(LabError):  # noqa: N818 -- reads as what happened, like its sibling
    """A program the lab drives ended badly or never became ready."""

    exit_code = 3
