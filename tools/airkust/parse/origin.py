"""Which file made an object?

kustomize answers with an annotation (`buildMetadata: [originAnnotations]`): `path` for an object that was
read, `configuredIn` for one that a generator or transformer of that kustomization made, `repo` and `ref`
before them where a remote base was fetched.
"""

import posixpath
from dataclasses import dataclass
from typing import Any

from airkust.errors import InputError
from airkust.model import tree
from airkust.model.resource import Source
from airkust.parse.documents import documents

ANNOTATION = "config.kubernetes.io/origin"


@dataclass(frozen=True, slots=True)
class Place:
    """What paths in origin annotations are relative to, and what to make them relative to.

    Both absolute; `relative_to` None leaves paths absolute.
    """

    root: str
    relative_to: str | None


def take_origin(body: dict[str, Any], place: Place) -> Source | None:
    """Remove the origin annotation from an object and say where it points; None if it has none."""
    metadata = tree.mapping(body, "metadata")
    annotations = tree.at(metadata, "annotations")
    if not isinstance(annotations, dict) or ANNOTATION not in annotations:
        return None
    note = annotations.pop(ANNOTATION)
    if not annotations and isinstance(metadata, dict):
        del metadata["annotations"]
    return _source(note, place)


def _source(note: object, place: Place) -> Source | None:
    try:
        read = documents(note.encode(), ANNOTATION) if isinstance(note, str) else []
    except InputError:
        return None
    origin = read[0].value if read else None
    path = tree.text(origin, "path") or tree.text(origin, "configuredIn")
    if not path:
        return None
    if repository := tree.text(origin, "repo"):
        reference = tree.text(origin, "ref")
        return Source(f"{repository}//{path}{'?ref=' if reference else ''}{reference}")
    absolute = posixpath.normpath(posixpath.join(place.root, path))
    return Source(posixpath.relpath(absolute, place.relative_to) if place.relative_to else absolute)
