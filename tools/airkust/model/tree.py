"""How is a field read that may be missing, or of the wrong type?

`airkust check` judges manifests that no API server has accepted yet: a list may stand where a mapping
belongs. None of these raises, so that a rule can ask its question in one line.
"""

from collections.abc import Mapping
from typing import Any

from airkust.model.field_path import Part

EMPTY: Mapping[str, Any] = {}


def at(value: object, *path: Part) -> Any:  # noqa: ANN401 -- whatever the manifest holds
    """What stands at a path; None where nothing does."""
    for part in path:
        if isinstance(part, str):
            value = value.get(part) if isinstance(value, Mapping) else None
        else:
            value = value[part] if isinstance(value, list) and -len(value) <= part < len(value) else None
    return value


def mapping(value: object, *path: Part) -> Mapping[str, Any]:
    """The mapping at a path; an empty one where none stands."""
    found = at(value, *path)
    return found if isinstance(found, Mapping) else EMPTY


def sequence(value: object, *path: Part) -> list[Any]:
    """The list at a path; an empty one where none stands."""
    found = at(value, *path)
    return found if isinstance(found, list) else []


def text(value: object, *path: Part) -> str:
    """The string at a path; "" where none stands."""
    found = at(value, *path)
    return found if isinstance(found, str) else ""


def texts(value: object, *path: Part) -> tuple[str, ...]:
    """The strings in the list at a path; what is no string is left out."""
    return tuple(item for item in sequence(value, *path) if isinstance(item, str))


def labels(value: object, *path: Part) -> Mapping[str, str]:
    """The string-to-string mapping at a path; entries of other types are left out."""
    return {key: item for key, item in mapping(value, *path).items() if isinstance(item, str)}
