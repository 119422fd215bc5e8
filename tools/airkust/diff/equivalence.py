"""Which two spellings does the API server store as one value?

It reads built-in kinds into Go structs and writes them out again: quantities in their shortest form,
`stringData` as `data`, fields that are `omitempty` and empty not at all. Custom resources stay as they
were sent, nulls apart.
"""

import base64
import binascii
from collections.abc import Mapping
from typing import Any, Final

from airkust.diff.change import Path
from airkust.diff.json_value import same
from airkust.diff.merge_keys import MergeKeys
from airkust.diff.place import MISSING
from airkust.model import tree
from airkust.model.quantity import quantity

BUILT_IN_GROUPS: Final = frozenset(
    [
        "",
        "admissionregistration.k8s.io",
        "apiextensions.k8s.io",
        "apiregistration.k8s.io",
        "apps",
        "autoscaling",
        "batch",
        "certificates.k8s.io",
        "coordination.k8s.io",
        "discovery.k8s.io",
        "events.k8s.io",
        "flowcontrol.apiserver.k8s.io",
        "networking.k8s.io",
        "node.k8s.io",
        "policy",
        "rbac.authorization.k8s.io",
        "resource.k8s.io",
        "scheduling.k8s.io",
        "storage.k8s.io",
        "storagemigration.k8s.io",
    ]
)

QUANTITIES_OF: Final = frozenset(
    ["capacity", "default", "defaultRequest", "hard", "limits", "max", "min", "podFixed", "requests"]
)
"""Mappings of quantities, by their name."""

QUANTITIES: Final = frozenset(["averageValue", "divisor", "sizeLimit"])

TEXTS_OF: Final = frozenset(
    [
        "annotations",
        "binaryData",
        "data",
        "labels",
        "matchLabels",
        "nodeSelector",
        "parameters",
        "selector",
        "stringData",
    ]
)
"""Mappings of text, in which an empty text is kept; the empty mapping is not."""

EMPTY_DROPPED: Final = TEXTS_OF - {"selector"} | {
    "limits",
    "metadata",
    "requests",
    "resources",
    "status",
    "strategy",
    "updateStrategy",
}
"""Mappings that say nothing when they are empty. An empty `emptyDir` or `podSelector` says a lot."""

EMPTY_TEXT_KEPT: Final = frozenset(["storageClassName", "volumeAttributesClassName"])
"""Pointers to text: empty is another thing than absent."""

FALSE_DROPPED: Final = frozenset(
    [
        "globalDefault",
        "hostIPC",
        "hostNetwork",
        "hostPID",
        "minReadySeconds",
        "paused",
        "publishNotReadyAddresses",
        "readOnly",
        "stdin",
        "stdinOnce",
        "tty",
    ]
)
"""Fields that are no pointers: false and zero are not written out."""


def is_built_in(body: Mapping[str, Any]) -> bool:
    """Whether the API server itself knows an object's kind, so that it stores its own form of it."""
    return tree.text(body, "apiVersion").rpartition("/")[0] in BUILT_IN_GROUPS


def stored(body: Mapping[str, Any]) -> Mapping[str, Any]:
    """A Secret with stringData taken into data, as the API server stores it; any other object as it is."""
    if tree.text(body, "kind") != "Secret" or tree.text(body, "apiVersion") != "v1":
        return body
    if "stringData" not in body and "data" not in body:
        return body
    data = {key: _base64(value) for key, value in tree.mapping(body, "data").items()}
    for key, value in tree.labels(body, "stringData").items():
        data[key] = base64.b64encode(value.encode(errors="replace")).decode()
    rest = {key: value for key, value in body.items() if key not in {"stringData", "data"}}
    return {**rest, "data": data} if data else rest


def _base64(value: object) -> object:
    """Base64 without line breaks, and what is none as it is."""
    if not isinstance(value, str):
        return value
    try:
        return base64.b64encode(base64.b64decode("".join(value.split()), validate=True)).decode()
    except (binascii.Error, ValueError):
        return value


def is_dropped(path: Path, value: object, *, built_in: bool) -> bool:
    """Whether the API server leaves a field out that has this value."""
    if value is None:
        return True
    if not built_in or not path:
        return False
    name, above = path[-1], path[-2] if len(path) > 1 else ""
    if not isinstance(name, str):
        return False
    if isinstance(value, bool | int):
        return not value and name in FALSE_DROPPED
    if value == "":
        return above not in TEXTS_OF and name not in EMPTY_TEXT_KEPT
    return value == [] or (value == {} and name in EMPTY_DROPPED)


def as_stored(path: Path, value: Any, *, built_in: bool) -> Any:  # noqa: ANN401 -- any JSON value
    """A value that is new to an object, without what the API server leaves out."""
    if isinstance(value, Mapping):
        return {
            key: as_stored((*path, key), inner, built_in=built_in)
            for key, inner in value.items()
            if not is_dropped((*path, key), inner, built_in=built_in)
        }
    if isinstance(value, list):
        return [as_stored((*path, place), inner, built_in=built_in) for place, inner in enumerate(value)]
    return value


def equivalent(path: Path, wanted: object, found: object, *, built_in: bool) -> bool:
    """Whether a scalar that is wanted is stored as the one that was found."""
    if same(wanted, found):
        return True
    if not built_in or not is_quantity(path):
        return False
    one, other = quantity(wanted), quantity(found)
    return one is not None and one == other


def is_quantity(path: Path) -> bool:
    """Whether a field of a built-in kind holds a quantity."""
    name, above = (path[-1], path[-2]) if len(path) > 1 else ("", "")
    return above in QUANTITIES_OF or name in QUANTITIES or (name == "value" and above == "target")


def holds(path: Path, wanted: Any, found: Any, keys: MergeKeys, *, built_in: bool) -> bool:  # noqa: ANN401
    """Whether a value says all that is wanted: it may say more, as defaults do.

    Args:
        path: Where both stand.
        wanted: What was sent, or would be.
        found: What is stored; MISSING where nothing is.
        keys: Of the place where both stand.
        built_in: The API server knows the kind.
    """
    if found is MISSING:
        return is_dropped(path, wanted, built_in=built_in)
    if isinstance(wanted, Mapping) and isinstance(found, Mapping):
        return all(
            inner is None
            or holds((*path, key), inner, found.get(key, MISSING), keys.at(key), built_in=built_in)
            for key, inner in wanted.items()
        )
    if not isinstance(wanted, list) or not isinstance(found, list):
        return equivalent(path, wanted, found, built_in=built_in)
    said, there = keys.items(wanted), keys.items(found)
    if said is not None and there is not None:
        return all(
            holds((*path, item), each, there.get(item, MISSING), keys.at(item), built_in=built_in)
            for item, each in said.items()
        )
    return len(wanted) == len(found) and all(
        holds((*path, place), *pair, keys.at(place), built_in=built_in)
        for place, pair in enumerate(zip(wanted, found, strict=True))
    )
