"""What does Kustomize have to be told so that an object says what an edit wants?"""

import copy
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from airkust.errors import InputError
from airkust.model import tree
from airkust.model.field_path import Part, split
from airkust.model.finding import Edit
from airkust.parse.documents import documents


class Unpatchable(Exception):  # noqa: N818 -- reads as what happened
    """No patch can do it; the message says why."""


@dataclass(frozen=True, slots=True)
class Mend:
    """An edit, read.

    Attributes:
        path: Where.
        value: What it should say; None to take it away.
    """

    path: tuple[Part, ...]
    value: Any


def read(body: Mapping[str, Any], edit: Edit) -> Mend:
    """Read an edit of an object.

    Raises:
        Unpatchable: It lies inside a text, or cannot be read.
    """
    try:
        path = split(edit.field)
        found = documents(edit.value.encode(), edit.field)
    except (ValueError, InputError) as error:
        raise Unpatchable("cannot be read") from error
    if not path or len(found) > 1:
        raise Unpatchable("cannot be read")
    if any(isinstance(tree.at(body, *path[:depth]), str) for depth in range(1, len(path))):
        raise Unpatchable("lies inside a text, which Kustomize cannot patch")
    return Mend(path, found[0].value if found else None)


def contradicts(one: Mend, other: Mend) -> bool:
    """Whether both cannot be had: they change the same place, or one what the other stands in."""
    shorter = min(len(one.path), len(other.path))
    return one != other and one.path[:shorter] == other.path[:shorter]


def changes(
    body: Mapping[str, Any], mends: Sequence[Mend]
) -> tuple[Mapping[str, Any], list[Mapping[str, Any]]]:
    """A strategic merge patch and JSON 6902 operations that come after it; either may be empty.

    Args:
        body: The object as it is.
        mends: None contradicts another.

    Raises:
        Unpatchable: A list has no such item.
    """
    wanted = [mend for mend in mends if not is_done(body, mend)]
    merge: dict[str, Any] = {}
    work: Any = copy.deepcopy(dict(body))
    for mend in wanted:
        if _merges(body, mend):
            _put(merge, mend)
            _put(work, mend)
    # items are counted from the end, so that none moves before its turn
    others = [mend for mend in wanted if not _merges(body, mend)]
    gone = sorted((mend for mend in others if mend.value is None), key=lambda each: each.path, reverse=True)
    operations = [_set(work, mend) for mend in others if mend.value is not None]
    operations += [{"op": "remove", "path": _pointer(mend.path)} for mend in gone]
    return merge, operations


def is_done(body: Mapping[str, Any], mend: Mend) -> bool:
    """Whether it takes away what is not there: JSON 6902 has no operation for that."""
    return mend.value is None and tree.at(body, *mend.path) is None


def _merges(body: Mapping[str, Any], mend: Mend) -> bool:
    """Whether a merge does it: it would keep what stands in a list or mapping already."""
    if any(isinstance(part, int) for part in mend.path):
        return False
    return not isinstance(mend.value, list | Mapping) or tree.at(body, *mend.path) is None


def _put(into: dict[str, Any], mend: Mend) -> None:
    *parents, last = mend.path
    for part in parents:
        below = into.get(part) if isinstance(part, str) else None
        if not isinstance(below, dict):
            below = {}
            into[str(part)] = below
        into = below
    into[str(last)] = mend.value


def _set(work: Any, mend: Mend) -> Mapping[str, Any]:  # noqa: ANN401 -- any YAML
    """One operation, which is done in `work` too: the next may need what it adds."""
    here = work
    for depth, part in enumerate(mend.path):
        below = tree.at(here, part)
        last = depth == len(mend.path) - 1
        if below is None or last:
            return _place(here, mend.path[: depth + 1], _nested(mend.path[depth + 1 :], mend.value), below)
        here = below
    raise Unpatchable("names no field")


def _place(here: Any, path: tuple[Part, ...], value: Any, before: Any) -> Mapping[str, Any]:  # noqa: ANN401 -- any YAML
    part = path[-1]
    if isinstance(here, dict) and isinstance(part, str):
        here[part] = value
        return {"op": "add" if before is None else "replace", "path": _pointer(path), "value": value}
    if isinstance(here, list) and isinstance(part, int):
        if part < len(here):
            here[part] = value
            return {"op": "replace", "path": _pointer(path), "value": value}
        if part == len(here):
            here.append(value)
            return {"op": "add", "path": _pointer((*path[:-1], "-")), "value": value}
    raise Unpatchable("there is no such item")


def _nested(path: Sequence[Part], value: Any) -> Any:  # noqa: ANN401 -- any YAML
    for part in reversed(path):
        if isinstance(part, int):
            if part:
                raise Unpatchable("there is no such item")
            value = [value]
        else:
            value = {part: value}
    return value


def _pointer(path: Sequence[Part]) -> str:
    return "".join("/" + str(part).replace("~", "~0").replace("/", "~1") for part in path)
