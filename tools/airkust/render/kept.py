"""Was this overlay rendered before, by the same kubectl and from the very same files?

Then kustomize need not run again: it takes longer than everything else. A rendering is known by the contents
of every file in the directories it is made of. One that holds a Secret is never kept.
"""

import hashlib
import os
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from airkust.errors import AirkustError
from airkust.render.roots import roots
from airkust.workspace.cache import cache_dir
from airkust.workspace.private_files import replace

MOST_FILES = 2000
MOST_BYTES = 20 * 1024 * 1024
"""In the directories of an overlay: where there is more, reading it takes longer than building."""

SECRET = re.compile(rb"^kind: (?:Secret|List|SecretList)\b", re.MULTILINE)

MAGIC = b"airkust rendering 1"


class Kept:
    """The place of one overlay's rendering.

    Args:
        overlay: The directory.
        kubectl: What would build it.
    """

    def __init__(self, overlay: Path, kubectl: Path) -> None:
        self._overlay = overlay.resolve()
        self._kubectl = kubectl
        name = hashlib.sha256(os.fsencode(self._overlay)).hexdigest()
        self._file = cache_dir() / "renderings" / name

    def get(self) -> tuple[bytes, Path] | None:
        """The documents and the directory their origins are relative to; None where anything has changed."""
        try:
            head, digest, origin, listed, data = self._file.read_bytes().split(b"\n", 4)
        except (OSError, ValueError):
            return None  # never kept, or not by us
        directories = [Path(os.fsdecode(each)) for each in listed.split(b"\0")]
        known = self._digest(directories, data)
        if head != MAGIC or not known or digest.decode(errors="replace") != known:
            return None
        return data, Path(os.fsdecode(origin))

    def put(self, data: bytes, origin_root: Path) -> None:
        """Keep a rendering, if nothing in it is secret and all it is made of is known."""
        if SECRET.search(data):
            return
        directories = roots(self._overlay)
        digest = directories and self._digest(directories, data)
        if not directories or not digest:
            return
        listed = b"\0".join(map(os.fsencode, directories))
        lines = (MAGIC, digest.encode(), os.fsencode(origin_root), listed, data)
        if any(b"\n" in line for line in lines[:4]):
            return
        try:
            self._file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            replace(self._file, b"\n".join(lines))
        except (OSError, AirkustError):
            return  # a cache that cannot be written costs one more build next time

    def _digest(self, directories: Sequence[Path], data: bytes) -> str:
        """What tells these files, this kubectl and this rendering from others; "" where it cannot be told."""
        digest = hashlib.sha256(data)
        try:
            status = self._kubectl.stat()
            digest.update(f"{self._kubectl.resolve()}\0{status.st_size}\0{status.st_mtime_ns}\0".encode())
            size = 0
            for number, file in enumerate(_files(directories)):
                content = file.read_bytes()
                size += len(content)
                if number > MOST_FILES or size > MOST_BYTES:
                    return ""
                digest.update(os.fsencode(file) + b"\0" + hashlib.sha256(content).digest())
        except (OSError, ValueError):
            return ""
        return digest.hexdigest()


def _files(directories: Sequence[Path]) -> Iterator[Path]:
    """Every file in and below the directories, in a fixed order, each once."""
    seen = set()
    for directory in directories:
        if not directory.is_dir():
            raise NotADirectoryError(directory)
        for place, inner, names in os.walk(directory, followlinks=True):
            real = os.path.realpath(place)
            if real in seen:  # below another one, or a link to one above
                inner.clear()
                continue
            seen.add(real)
            inner.sort()
            for name in sorted(names):
                yield Path(place, name)
