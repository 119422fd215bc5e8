"""Where is a program that airkust drives?"""

import os
import sysconfig
from collections.abc import Sequence
from pathlib import Path
from shutil import which

from airkust.errors import ToolMissing


def find(name: str, *, variable: str, places: Sequence[Path] = ()) -> Path | None:
    """The program to use: what the variable names, else the first of `places`, else PATH.

    Args:
        name: As typed in a shell.
        variable: The environment variable by which a user chooses another one.
        places: Files to prefer over PATH, best first.

    Raises:
        ToolMissing: The variable names something that cannot be executed: a choice is never
            silently replaced.
    """
    if chosen := os.environ.get(variable):
        found = which(chosen)
        if found is None:
            raise ToolMissing(
                f"{variable} names {chosen}, which is not a program",
                hint=f"set {variable} to the path of {name}, or unset it",
            )
        return Path(found)
    for place in places:
        if os.access(place, os.X_OK) and place.is_file():
            return place
    on_path = which(name)
    return Path(on_path) if on_path else None


def beside_python(name: str) -> Path:
    """Where a wheel installed into our own environment puts a program of this name."""
    return Path(sysconfig.get_path("scripts")) / name
