"""Which of an overlay's files cannot be read? Asked only after kustomize has refused the overlay."""

import os
from collections.abc import Iterator, Mapping
from pathlib import Path

from airkust.errors import InputError
from airkust.parse.documents import documents
from airkust.render.overlay import kustomization_file

LISTS = ("resources", "components", "bases", "crds", "configurations", "transformers", "generators")
PATCHES = ("patches", "patchesStrategicMerge", "patchesJson6902", "replacements")


def first_unreadable(overlay: Path) -> InputError | None:
    """The error of the first file that is not YAML, in the order kustomize reads them; None if all are."""
    try:
        for _ in _files(overlay, frozenset()):
            pass
    except InputError as error:
        return error
    return None


def _files(directory: Path, visited: frozenset[Path]) -> Iterator[Path]:
    """Every local file an overlay is made of; each is read on the way.

    Raises:
        InputError: One is not YAML.
    """
    kustomization = kustomization_file(directory)
    if kustomization is None or directory.resolve() in visited:
        return
    content = _read(kustomization)
    yield kustomization
    for entry in _entries(content):
        path = directory / entry
        if path.is_dir():
            yield from _files(path, visited | {directory.resolve()})
        elif path.is_file():
            _read(path)
            yield path


def _entries(content: object) -> Iterator[str]:
    """The paths a kustomization names; a remote or inline entry is no path that exists, so it may pass."""
    if not isinstance(content, Mapping):
        return
    for field in (*LISTS, *PATCHES):
        entries = content.get(field)
        for entry in entries if isinstance(entries, list) else ():
            name = entry.get("path") if isinstance(entry, Mapping) else entry
            if isinstance(name, str) and "\n" not in name:
                yield name


def _read(file: Path) -> object:
    name = os.path.relpath(file)
    try:
        data = file.read_bytes()
    except OSError as error:
        raise InputError(f"{name}: cannot be read: {error.strerror}") from error
    found = documents(data, name)
    return found[0].value if found else None
