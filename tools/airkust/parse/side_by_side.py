"""Where in its file does a field stand, given the file's object and the rendered one?

Between the two lie kustomize's patches and transformers: both are walked at once, as long as they agree.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from airkust.model import tree
from airkust.model.field_path import Part
from airkust.parse.documents import Document
from airkust.parse.embedded import line_inside


@dataclass(frozen=True, slots=True)
class Written:
    """An object as its source file holds it."""

    body: Mapping[str, Any]
    line: int
    document: Document

    def line_of(self, container: object, part: Part) -> int | None:
        return self.document.lines.get(id(container), {}).get(part)


def line_in(
    written: Written,
    rendered: Any,  # noqa: ANN401 -- any YAML value
    parts: Sequence[Part],
    text: Sequence[str],
) -> int | None:
    """The line of a field in its file.

    Args:
        written: The object in the file.
        rendered: The object as rendered.
        parts: Path of the field.
        text: The lines of the file.

    Returns:
        The line where the field stands with the rendered value, or of what it is missing from if
        both lack it; None if another file gave it its value.
    """
    here: Any = written.body
    line = written.line
    for depth, part in enumerate(parts):
        if isinstance(rendered, str) and here == rendered:
            return _line_in_block(line, rendered, parts[depth:], text)
        there = tree.at(rendered, part)
        written_part = _same_item(here, rendered, part)
        found = None if written_part is None else written.line_of(here, written_part)
        if found is None or written_part is None:
            return line if there is None else None
        here, rendered, line = tree.at(here, written_part), there, found
    return line if isinstance(rendered, Mapping | list) or here == rendered else None


def _line_in_block(line: int, embedded: str, parts: Sequence[Part], text: Sequence[str]) -> int:
    """The line of a field in a document that stands as a block below a key; else the key's line."""
    inside = line_inside(embedded, parts)
    if inside is None or line + inside > len(text):
        return line
    same = text[line + inside - 1].strip() == embedded.splitlines()[inside - 1].strip()
    return line + inside if same else line


def _same_item(here: object, rendered: object, part: Part) -> Part | None:
    """The key or index in the written tree that means the same as one in the rendered tree."""
    if isinstance(part, str):
        return part
    name = tree.text(rendered, part, "name")
    items = here if isinstance(here, list) else []
    if name:
        matches = [number for number, item in enumerate(items) if tree.text(item, "name") == name]
        return matches[0] if len(matches) == 1 else None
    same = isinstance(rendered, list) and len(items) == len(rendered)
    return part if same and tree.at(items, part) == tree.at(rendered, part) else None
