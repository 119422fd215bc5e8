"""What can go wrong for a reason the user can mend.

AirkustError                 carries the message, a hint and the exit code
├── UsageError          (2)  a flag, a path or a setting is wrong
├── InputError          (2)  a manifest cannot be read: names the file, and the line or field
├── ClusterFailed       (2)  the API server cannot be reached, or refuses us: says why
├── ToolMissing         (3)  kubectl, kubeconform or kubeseal is not there: says how to get it
└── ToolFailed          (3)  one of them ended badly: shows what it said

Anything else that escapes is a bug of ours and shows its traceback.
"""

from typing import ClassVar


class AirkustError(Exception):
    """Base of every error a user can cause.

    Args:
        message: What is wrong, naming the file and the field. Never holds the data of a Secret.
        hint: What to do about it; printed on a line of its own.
    """

    exit_code: ClassVar[int] = 2

    def __init__(self, message: str, *, hint: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class UsageError(AirkustError):
    """A flag, a path or a setting is wrong."""


class InputError(AirkustError):
    """A manifest cannot be read."""


class ClusterFailed(AirkustError):  # noqa: N818 -- reads as what happened, like its siblings
    """An API server cannot be reached, or refuses whatever we ask."""


class ToolMissing(AirkustError):  # noqa: N818 -- reads as what happened, like its siblings
    """A program airkust drives is not installed."""

    exit_code = 3


class ToolFailed(AirkustError):  # noqa: N818 -- reads as what happened, like its siblings
    """A program airkust drives ended with an error that is not a verdict on the input."""

    exit_code = 3
