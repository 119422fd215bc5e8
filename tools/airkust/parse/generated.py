"""Where was the content of a generated ConfigMap or Secret written?

For what a generator made, kustomize names the kustomization only. Its entry leads on to the env file, the
literal or the file that holds a key. A place is given only where it holds the rendered value: a layer
above may have merged another.
"""

import base64
import binascii
import posixpath
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from airkust.errors import InputError
from airkust.model import tree
from airkust.model.field_path import Part
from airkust.model.resource import Resource, Source
from airkust.parse.documents import Document, documents
from airkust.parse.embedded import line_inside
from airkust.parse.side_by_side import Written, line_in

Read = Callable[[str], bytes | None]

GENERATORS = {"ConfigMap": "configMapGenerator", "Secret": "secretGenerator"}
HASH = re.compile(r"-[2456789bcdfghkmt]{10}")
"""What kustomize appends: hexadecimal digits, spelled without vowels and without 0, 1, 3."""

MIN_DATA_PATH = 2
"""`data` and a key."""


def locate_generated(
    resource: Resource, parts: Sequence[Part], kustomization: Document, file: str, read: Read
) -> Source | None:
    """The place of a field of a generated object.

    Args:
        resource: The object, as rendered.
        parts: Path of the field.
        kustomization: The document in `file`.
        file: The kustomization that made the object.
        read: Gives the bytes of the files it names; their paths are relative as `file` is.

    Returns:
        None if no entry, or more than one, may have made the object.
    """
    entries = tree.sequence(kustomization.value, GENERATORS.get(resource.kind, ""))
    numbers = [number for number, entry in enumerate(entries) if _makes(entry, resource.name)]
    if len(numbers) != 1:
        return None
    entry, line = entries[numbers[0]], kustomization.lines[id(entries)].get(numbers[0])
    if len(parts) >= MIN_DATA_PATH and parts[0] == "data" and isinstance(parts[1], str):
        text = _text(resource, parts[1])
        places = (
            *_assigned(entry, parts[1], text, file, kustomization, read),
            *_in_files(entry, (parts[1], *parts[MIN_DATA_PATH:]), text, file, read),
        )
        return places[0] if places else Source(file, line)
    return Source(file, line)


def is_kustomization(value: object) -> bool:
    """Whether a document is a kustomization.yaml, not an object to apply (Flux has that kind, too)."""
    version = tree.text(value, "apiVersion")  # kustomize does not insist on it
    return tree.text(value, "kind") in {"Kustomization", "Component"} and (
        not version or version.startswith("kustomize.config.k8s.io/")
    )


def _makes(entry: object, name: str) -> bool:
    own = tree.text(entry, "name")
    return bool(own) and (name == own or (name.startswith(own) and bool(HASH.fullmatch(name[len(own) :]))))


def _text(resource: Resource, key: str) -> str:
    text = tree.text(resource.body, "data", key)
    if resource.kind != "Secret":
        return text
    try:
        return base64.b64decode(text).decode()
    except (binascii.Error, UnicodeDecodeError):
        return ""


def _assigned(  # noqa: PLR0917 -- six facts of one question, asked in one place
    entry: Mapping[str, Any], key: str, text: str, file: str, kustomization: Document, read: Read
) -> Iterator[Source]:
    """Where `key=text` stands, as a literal or in an env file."""
    literals = tree.sequence(entry, "literals")
    for number, literal in enumerate(literals):
        if isinstance(literal, str) and _assigns(literal, key, text):
            yield Source(file, kustomization.lines.get(id(literals), {}).get(number))
    for path in filter(None, (*tree.texts(entry, "envs"), tree.text(entry, "env"))):
        beside = _beside(file, path)
        for number, line in enumerate(_decoded(read(beside)).splitlines(), start=1):
            if _assigns(line.strip(), key, text):
                yield Source(beside, number)


def _in_files(
    entry: Mapping[str, Any], parts: tuple[str, *tuple[Part, ...]], text: str, file: str, read: Read
) -> Iterator[Source]:
    """Where a field stands in the file that a key was made from."""
    key, *inner = parts
    for item in tree.texts(entry, "files"):
        named, equals, path = item.partition("=")
        if (named if equals else posixpath.basename(named)) != key:
            continue
        beside = _beside(file, path if equals else named)
        content = _decoded(read(beside))
        if content == text:
            yield Source(beside, line_inside(text, inner) if inner else None)
        elif inner and (line := _line_before_replacements(content, text, inner, beside)):
            yield Source(beside, line)


def _line_before_replacements(before: str, after: str, inner: Sequence[Part], name: str) -> int | None:
    """The line of a field in a document that `replacements` have changed elsewhere."""
    try:
        (old,), (new,) = documents(before.encode(), name), documents(after.encode(), name)
    except (InputError, ValueError):
        return None
    return line_in(Written(old.value, old.line, old), new.value, inner, before.splitlines())


def _beside(file: str, path: str) -> str:
    return posixpath.normpath(posixpath.join(posixpath.dirname(file), path))


def _assigns(assignment: str, key: str, text: str) -> bool:
    name, _, value = assignment.partition("=")
    return name == key and text in {value, value.strip("'\"")}


def _decoded(data: bytes | None) -> str:
    return (data or b"").decode(errors="replace")
