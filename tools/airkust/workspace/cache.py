"""Where is kept what is expensive to make?"""

import os
from pathlib import Path

VARIABLE = "AIRKUST_CACHE"


def cache_dir() -> Path:
    """The tool's own cache: AIRKUST_CACHE, else `airkust` in the user's cache directory.

    The user's cache directory is that of the XDG Base Directory Specification. Nothing is created.
    """
    if own := os.environ.get(VARIABLE):
        return Path(own).absolute()
    base = os.environ.get("XDG_CACHE_HOME", "")
    # the specification: a relative path in XDG_CACHE_HOME is invalid and to be ignored
    return (Path(base) if Path(base).is_absolute() else Path.home() / ".cache") / "airkust"
