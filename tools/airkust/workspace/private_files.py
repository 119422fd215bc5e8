"""How is a file written that nobody else may read, and that is never lost?"""

import os
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

from airkust.errors import UsageError

PRIVATE_FILE = 0o600
PRIVATE_DIRECTORY = 0o700
NEVER_OVERWRITTEN = "choose another name, or move it away: keys are never overwritten"


def write_new(path: Path, data: bytes, *, mode: int = PRIVATE_FILE) -> None:
    """Write a file that is not there yet.

    Args:
        path: Where; its directory exists.
        data: What.
        mode: At most these permissions, from the first moment on.

    Raises:
        UsageError: Something is there already, or it cannot be written.
    """
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    except FileExistsError as error:
        raise UsageError(f"{path}: is there already", hint=NEVER_OVERWRITTEN) from error
    except OSError as error:
        raise _unwritable(path, error) from error
    try:
        _fill(descriptor, data)
    except BaseException as error:
        path.unlink(missing_ok=True)  # half a key is none
        if isinstance(error, OSError):
            raise _unwritable(path, error) from error
        raise


def write_new_directory(path: Path, files: Mapping[Path, bytes]) -> None:
    """Write files into a directory that is not there yet.

    Args:
        path: Where.
        files: By their paths inside.

    Raises:
        UsageError: Something is there already, or it cannot be written.
    """
    try:
        path.mkdir(mode=PRIVATE_DIRECTORY)
    except FileExistsError as error:
        raise UsageError(f"{path}: is there already", hint=NEVER_OVERWRITTEN) from error
    except OSError as error:
        raise _unwritable(path, error) from error
    try:
        for inside, data in files.items():
            (path / inside).parent.mkdir(mode=PRIVATE_DIRECTORY, exist_ok=True)
            write_new(path / inside, data)
    except BaseException as error:
        shutil.rmtree(path)
        if isinstance(error, OSError):
            raise _unwritable(path, error) from error
        raise


def replace(path: Path, data: bytes) -> None:
    """Put other contents into a file, all at once: whenever this ends, there are the old or the new ones.

    Raises:
        UsageError: It cannot be written.
    """
    target = path.resolve()  # a link stays one
    try:
        descriptor, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")  # with mode 0600
    except OSError as error:
        raise _unwritable(path, error) from error
    try:
        _fill(descriptor, data)
        Path(name).replace(target)
    except BaseException as error:
        Path(name).unlink(missing_ok=True)
        if isinstance(error, OSError):
            raise _unwritable(path, error) from error
        raise


def _fill(descriptor: int, data: bytes) -> None:
    with os.fdopen(descriptor, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _unwritable(path: Path, error: OSError) -> UsageError:
    return UsageError(f"{path}: cannot be written: {error.strerror}")
