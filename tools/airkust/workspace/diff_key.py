"""With which key are the secrets of a snapshot masked?

Snapshots of one site are compared for weeks, so the key is kept: whoever has it can try out guesses at the
secrets of a snapshot, whoever has not cannot.
"""

import hashlib
import hmac
import os
import secrets
from pathlib import Path

from airkust.errors import UsageError
from airkust.workspace.private_files import write_new

VARIABLE = "AIRKUST_DIFF_KEY"
LEAST = 16
"""Characters in the variable: fewer could be guessed."""

SIZE = 32
"""Bytes."""


def site_key() -> bytes:
    """The key: from AIRKUST_DIFF_KEY, else from a private file in the user's state directory, made once.

    The state directory is that of the XDG Base Directory Specification.

    Raises:
        UsageError: The variable is too short, or the file cannot be read or made.
    """
    if given := os.environ.get(VARIABLE):
        if len(given) < LEAST:
            raise UsageError(
                f"{VARIABLE}: shorter than {LEAST} characters", hint="for instance `openssl rand -hex 32`"
            )
        return hashlib.sha256(given.encode(errors="surrogateescape")).digest()
    file = _state_dir() / "diff.key"
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        if not file.exists():
            _make(file)
        return file.read_bytes()
    except OSError as error:
        raise UsageError(
            f"{file}: no key can be kept there: {error.strerror}", hint=f"set {VARIABLE} instead"
        ) from error


def key_id(key: bytes) -> str:
    """A name for a key that does not tell the key."""
    return hmac.new(key, b"airkust diff key", "sha256").hexdigest()[:16]


def _make(file: Path) -> None:
    """Make the key; one that another run made in between is as good."""
    try:
        write_new(file, secrets.token_bytes(SIZE))
    except UsageError:
        if not file.exists():
            raise


def _state_dir() -> Path:
    base = os.environ.get("XDG_STATE_HOME", "")
    # the specification: a relative path is invalid and to be ignored
    return (Path(base) if Path(base).is_absolute() else Path.home() / ".local/state") / "airkust"
