"""Which lists of this object are keyed, be it of a built-in kind or a custom resource?"""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from airkust.diff.built_in_lists import BUILT_IN, METADATA
from airkust.diff.merge_keys import SET, MergeKeys
from airkust.model import tree


def keys_of(body: Mapping[str, Any], managed_fields: Iterable[object] = ()) -> MergeKeys:
    """The merge keys of an object.

    A custom resource shows them itself: managedFields name the items of a keyed list by their keys (`k:`) and
    those of a set by their value (`v:`), as in structured-merge-diff's fieldpath/serialize-pe.go; a list
    they name as a whole is atomic. Nobody has to ask for the CRD.

    Args:
        body: Its apiVersion and kind are looked at.
        managed_fields: The entries of metadata.managedFields, of all states of the object that are at hand.
    """
    group, slash, _ = tree.text(body, "apiVersion").rpartition("/")
    built_in = BUILT_IN.get((group if slash else "", tree.text(body, "kind")))
    if built_in is not None:
        return built_in
    shown = _shown([tree.mapping(entry, "fieldsV1") for entry in managed_fields])
    return MergeKeys(None, {**shown.inside, "metadata": METADATA})


def _shown(nodes: list[Mapping[str, Any]]) -> MergeKeys:
    """What the FieldsV1 of all managers say about one place; the items of a list are one place."""
    names: set[tuple[str, ...]] = set()
    fields: dict[str, list[Mapping[str, Any]]] = {}
    for node in nodes:  # grows: the fields of items are fields of their list's `inside`
        for entry, below in node.items():
            inner = below if isinstance(below, Mapping) else tree.EMPTY
            if entry.startswith("f:"):
                fields.setdefault(entry[2:], []).append(inner)
            elif entry.startswith("k:"):
                names.add(_names(entry[2:]))
                nodes.append(inner)
            elif entry.startswith("v:"):
                names.add(SET)
    agreed = names.pop() if len(names) == 1 else ()
    return MergeKeys(agreed or None, {name: _shown(below) for name, below in fields.items()})


def _names(key: str) -> tuple[str, ...]:
    try:
        return tuple(tree.mapping(json.loads(key)))
    except ValueError:
        return ()
