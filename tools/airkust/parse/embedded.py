"""Which strings in ConfigMaps are YAML documents of their own?

Kustomize and the schema check see a pod template in a ConfigMap as a string; Airflow makes pods from it.
"""

import re
from collections.abc import Iterable, Mapping, Sequence

from airkust.errors import InputError
from airkust.model import tree
from airkust.model.field_path import Part
from airkust.model.index import Embedded
from airkust.model.resource import Resource, ResourceId
from airkust.parse.documents import documents

POD = re.compile(r"""^\s*["']?kind["']?\s*:\s*["']?Pod\b""", re.MULTILINE)


def embedded(resources: Iterable[Resource]) -> Mapping[tuple[ResourceId, str], Embedded]:
    """Read every YAML file in the ConfigMaps; one that cannot be read says why."""
    found = {}
    for resource in resources:
        if resource.kind == "ConfigMap":
            for key, text in tree.labels(resource.body, "data").items():
                if key.endswith((".yaml", ".yml")) or POD.search(text):
                    found[resource.id, key] = _read(text, key)
    return found


def line_inside(text: str, parts: Sequence[Part]) -> int | None:
    """The line of a field inside a YAML text, or of what the field is missing from.

    Args:
        text: One document.
        parts: Path of the field inside it.

    Returns:
        None if the text cannot be read.
    """
    try:
        read = documents(text.encode("utf-8", "replace"), "text")
    except InputError:
        return None
    if len(read) != 1:
        return None
    here, line = read[0].value, read[0].line
    for part in parts:
        found = read[0].lines.get(id(here), {}).get(part)
        if found is None:
            break
        here, line = tree.at(here, part), found
    return line


def _read(text: str, key: str) -> Embedded:
    try:
        read = documents(text.encode("utf-8", "replace"), key)
    except InputError as error:
        return Embedded(None, error.message)
    if len(read) != 1:
        return Embedded(None, f"{key} holds {len(read)} documents instead of one")
    return Embedded(read[0].value)
