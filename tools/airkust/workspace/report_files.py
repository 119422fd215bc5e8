"""How is a file written that others read while we write, and that is never there by half?"""

import os
import secrets
from pathlib import Path

from airkust.errors import UsageError


def write(path: Path, data: bytes) -> None:
    """Put contents into a file, all at once; a pipe or a device gets them as they come.

    Args:
        path: A file that is there is replaced, and keeps its permissions.
        data: What.

    Raises:
        UsageError: It cannot be written.
    """
    target = path.resolve()  # a link stays one
    try:
        if target.exists() and not target.is_file() and not target.is_dir():
            target.write_bytes(data)
        else:
            _replace(target, data)
    except OSError as error:
        raise UsageError(f"{path}: cannot be written: {error.strerror}") from error


def _replace(target: Path, data: bytes) -> None:
    beside = target.parent / f".{target.name}.{secrets.token_hex(4)}"
    descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666)  # less what the umask takes
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
        if target.is_file():
            beside.chmod(target.stat().st_mode & 0o777)
        beside.replace(target)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
