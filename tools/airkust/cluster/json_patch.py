"""Which JSON patch makes one state of an object the other?"""

from collections.abc import Iterator, Mapping
from typing import Any

from airkust.model import tree

OWN_METADATA = ("labels", "annotations", "finalizers", "ownerReferences")
"""What of the metadata is ours to change."""

NOT_PATCHED = frozenset(["apiVersion", "kind", "metadata", "status"])


def patch(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """The JSON patch (RFC 6902) that makes one state of an object the other, field by field at the top."""
    yield from _fields("", before, after, sorted({*before, *after} - NOT_PATCHED))
    yield from _fields(
        "/metadata", tree.mapping(before, "metadata"), tree.mapping(after, "metadata"), OWN_METADATA
    )


def _fields(
    place: str, before: Mapping[str, Any], after: Mapping[str, Any], names: "tuple[str, ...] | list[str]"
) -> Iterator[Mapping[str, Any]]:
    for name in names:
        path = f"{place}/{name.replace('~', '~0').replace('/', '~1')}"
        if name not in after:
            if name in before:
                yield {"op": "remove", "path": path}
        elif name not in before or before[name] != after[name]:
            yield {"op": "add", "path": path, "value": after[name]}  # replaces what is there
