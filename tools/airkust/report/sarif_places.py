"""How does SARIF say where something stands: in which file, and in which object?"""

from typing import Any, Final
from urllib.parse import quote

from airkust.model.finding import Severity
from airkust.model.resource import ResourceId, Source

SCHEMA: Final = "https://json.schemastore.org/sarif-2.1.0.json"
FINGERPRINT: Final = "airkust/v1"
LEVELS: Final = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}

Object = dict[str, Any]


def physical(name: str, source: Source | None) -> Object:
    """The file; for standard input and what a remote base holds the input, for GitHub insists on a file.

    Args:
        name: The input.
        source: None where nobody knows.
    """
    if source is None or not source.is_local_file:
        return {"physicalLocation": {"artifactLocation": {"uri": "stdin" if name == "-" else address(name)}}}
    region = {"region": {"startLine": source.line}} if source.line else {}
    return {"physicalLocation": {"artifactLocation": {"uri": address(source.file)}, **region}}


def address(file: str) -> str:
    """A file's name as a URI."""
    return quote(file, errors="replace")  # a name need not be UTF-8


def resource(identity: ResourceId) -> Object:
    """The object as a logical location."""
    return {"name": identity.name, "fullyQualifiedName": qualified(identity), "kind": "resource"}


def qualified(identity: ResourceId) -> str:
    """An object's name that no other has."""
    return "/".join(filter(None, (identity.namespace, identity.kind, identity.name)))
