"""On which line of its source file was a field of an object written?

The file may hold the object before kustomize's patches, renames and hashes. A line is given only when the
object is surely the one meant; otherwise none.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from airkust.errors import InputError
from airkust.model import tree
from airkust.model.field_path import split
from airkust.model.resource import Resource, Source
from airkust.parse.documents import Document, documents
from airkust.parse.generated import GENERATORS, is_kustomization, locate_generated
from airkust.parse.side_by_side import Written, line_in

ReadSource = Callable[[str], bytes | None]
"""Given `Source.file`, its bytes; None where it cannot be read (the line then stays unknown)."""


class Locator:
    """Finds lines; reads and parses every source file once.

    Args:
        read: Gives the bytes of a source file; called with `resource.source.file`.
    """

    def __init__(self, read: ReadSource) -> None:
        self._read = read
        self._files: dict[str, bytes | None] = {}
        self._parsed: dict[str, Sequence[Document]] = {}

    def locate(self, resource: Resource, field: str) -> Source | None:
        """The place where a field of an object was written, as exactly as can be known.

        Args:
            resource: The object, as rendered.
            field: Path inside it, as in `Finding.field`; "" for the object.

        Returns:
            `resource.source` with the line of the field if it stands in that file with the rendered
            value, or of what the rendered value is missing from; else the first line of the object,
            else without a line.
        """
        source = resource.source
        if source is None:
            return None
        read = self._documents(source.file)
        try:
            parts = split(field)
        except ValueError:
            parts = ()
        if resource.kind in GENERATORS and len(read) == 1 and is_kustomization(read[0].value):
            return locate_generated(resource, parts, read[0], source.file, self._bytes) or source
        written = _find(read, resource, source.line)
        if written is None:
            return source
        text = (self._bytes(source.file) or b"").decode(errors="replace").splitlines()
        return Source(source.file, line_in(written, resource.body, parts, text) or written.line)

    def _bytes(self, file: str) -> bytes | None:
        if file not in self._files:
            self._files[file] = self._read(file)
        return self._files[file]

    def _documents(self, file: str) -> Sequence[Document]:
        if file not in self._parsed:
            data = self._bytes(file)
            try:
                self._parsed[file] = [] if data is None else documents(data, file)
            except InputError:
                self._parsed[file] = []
        return self._parsed[file]


def _find(read: Sequence[Document], resource: Resource, line: int | None) -> Written | None:
    """The object in its file: the one on that line, of that name, or the only one of its kind."""
    candidates = [
        Written(body, at, document)
        for document in read
        for body, at in _bodies(document)
        if tree.text(body, "kind") == resource.kind
    ]
    if line is not None:
        candidates = [found for found in candidates if found.line == line]
    same_name = [found for found in candidates if tree.text(found.body, "metadata", "name") == resource.name]
    chosen = same_name or candidates
    return chosen[0] if len(chosen) == 1 else None


def _bodies(document: Document) -> Sequence[tuple[Mapping[str, Any], int]]:
    value = document.value
    items = tree.sequence(value, "items")
    if tree.text(value, "kind").endswith("List") and items:
        places = document.lines.get(id(items), {})
        return [
            (item, places.get(number, document.line))
            for number, item in enumerate(items)
            if isinstance(item, Mapping)
        ]
    return [(value, document.line)] if isinstance(value, Mapping) else []
