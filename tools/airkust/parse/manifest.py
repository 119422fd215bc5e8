"""Which Kubernetes objects do the documents of a stream hold?"""

from collections.abc import Iterator
from typing import Any

from airkust.errors import InputError
from airkust.model import tree
from airkust.model.rendering import Rendering
from airkust.model.resource import Resource, ResourceId, Source
from airkust.parse.documents import Document, taken
from airkust.parse.embedded import embedded
from airkust.parse.generated import is_kustomization
from airkust.parse.origin import Place, take_origin


def parse(
    data: bytes, *, name: str, origin_root: str | None = None, relative_to: str | None = None
) -> Rendering:
    """Read a rendered multi-document YAML stream.

    Args:
        data: UTF-8 (or UTF-16 with a byte order mark), as kubectl prints it.
        name: What to call the input in messages: an overlay directory, a file, or "-".
        origin_root: Absolute directory that the paths of kustomize's origin annotations are relative
            to: the folder of the wrapper kustomization. None when the input is a plain file, whose
            objects then come from `name` itself, with the line of their document.
        relative_to: Absolute directory the user stands in: `Source.file` is made relative to it.
            None leaves absolute paths.

    Raises:
        InputError: The bytes are not a Kubernetes manifest; the message names the input, the line
            and the field.
    """
    place = None if origin_root is None else Place(origin_root, relative_to)
    resources: dict[ResourceId, Resource] = {}
    lines: dict[ResourceId, int] = {}
    for objects in taken(data, name, lambda document: [*_objects(document, name)]):
        for body, line in objects:
            resource = _resource(body, Source(name, line), place)
            if resource.id in resources:
                raise InputError(
                    f"{name}:{line}: {resource.id} stands twice, first on line {lines[resource.id]}",
                    hint="rename one of them, or give the files one by one",
                )
            resources[resource.id] = resource
            lines[resource.id] = line
    if not resources:
        raise InputError(
            f"{name} renders no object", hint="an empty rendering never passes: is it the right one?"
        )
    return Rendering(name, tuple(resources.values()), embedded(resources.values()))


def _objects(document: Document, name: str) -> Iterator[tuple[dict[str, Any], int]]:
    """The objects of one document, lists taken apart, with their lines."""
    stack = [(document.value, document.line)]
    while stack:
        body, line = stack.pop()
        if not isinstance(body, dict):
            raise InputError(f"{name}:{line}: a {_what(body)} where a Kubernetes object is expected")
        items = body.get("items")
        if str(body.get("kind", "")).endswith("List") and isinstance(items, list):
            places = document.lines.get(id(items), {})
            stack.extend((item, places.get(number, line)) for number, item in reversed([*enumerate(items)]))
            continue
        _require_identity(body, f"{name}:{line}")
        yield body, line


def _require_identity(body: dict[str, Any], where: str) -> None:
    kind = body.get("kind")
    for field in (("apiVersion",), ("kind",), ("metadata", "name")):
        if tree.text(body, *field):
            continue
        if field == ("metadata", "name") and is_kustomization(body):
            raise InputError(
                f"{where}: a kustomization, not a rendered object", hint="give its directory instead"
            )
        subject = f"{kind} " if isinstance(kind, str) and kind else ""
        wrong = "is missing" if tree.at(body, *field) in (None, "") else "is not a string"
        raise InputError(f"{where}: {subject}{'.'.join(field)} {wrong}")


def _resource(body: dict[str, Any], source: Source, place: Place | None) -> Resource:
    api_version = tree.text(body, "apiVersion")
    group = api_version.rpartition("/")[0]
    metadata = tree.mapping(body, "metadata")
    identity = ResourceId(
        tree.text(body, "kind"), tree.text(metadata, "name"), tree.text(metadata, "namespace"), group
    )
    if place is not None:
        # without an annotation a rendering's own line would point into a file nobody has
        return Resource(identity, api_version, body, take_origin(body, place))
    return Resource(identity, api_version, body, source)


def _what(value: object) -> str:
    if isinstance(value, list):
        return "list"
    return "word" if isinstance(value, str) else "value"
