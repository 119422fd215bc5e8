"""Which directories is an overlay made of, if nothing else has a say in what it renders to?"""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from airkust.errors import InputError
from airkust.model import tree
from airkust.parse.documents import documents
from airkust.render.overlay import kustomization_file

DIRECTORIES = ("resources", "components", "bases")
"""What may lie outside of the directory that names it. Everything else kustomize refuses there: its load
restriction holds for each kustomization, and nobody here lifts it."""

FETCHED = re.compile(r"(?:[^=\s]+=)?https?://\S+")
"""A file may be an address as well, also one that gets another name: `name=https://…`."""


def roots(overlay: Path) -> tuple[Path, ...] | None:
    """The directory of the overlay and of every kustomization it is built on, each once.

    Everything kustomize reads lies in or below one of them.

    Returns:
        None where that is not known or not all: something is fetched, or cannot be read.
    """
    found: dict[Path, None] = {}
    left = [overlay.resolve()]
    while left:
        directory = left.pop()
        if directory in found:
            continue
        found[directory] = None
        content = _content(directory)
        if content is None or _is_open(content):
            return None
        for entry in _named(content):
            path = (directory / entry).resolve()
            if path.is_dir():
                left.append(path)
            elif not path.is_file():
                return None  # an address, or nothing at all
    return tuple(found)


def _content(directory: Path) -> Mapping[str, object] | None:
    """A kustomization; None where it cannot be read."""
    file = kustomization_file(directory)
    try:
        read = documents(file.read_bytes(), str(file)) if file else []
    except (OSError, InputError):
        return None
    return read[0].value if len(read) == 1 and isinstance(read[0].value, Mapping) else None


def _named(content: Mapping[str, object]) -> Iterator[str]:
    for field in DIRECTORIES:
        yield from tree.texts(content, field)


def _is_open(content: Mapping[str, object]) -> bool:
    """Whether a kustomization also says what stands elsewhere."""
    inside = [value for field, value in content.items() if field not in DIRECTORIES]
    return any(FETCHED.fullmatch(text) for text in _texts(inside))


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for inner in value.values():
            yield from _texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _texts(inner)
