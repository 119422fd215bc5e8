"""What does kubeconform's explanation say, one defect at a time?

It is one line, made of the tree that its JSON schema library prints: ` - at '/spec/replicas': got string,
want null or integer`, deeper branches indented further. `validationErrors` beside it holds the roots only.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from airkust.model.field_path import Part, join
from airkust.model.resource import Resource

BRANCH = re.compile(r"(?P<indent> +)- at '(?P<pointer>(?:/.*?)?)': ")
MISMATCH = re.compile(r"got (?P<got>.+), want (?P<want>.+)")
UNKNOWN_FIELDS = re.compile(r"additional properties (?P<names>'.+') not allowed")
QUOTED_VALUE = re.compile(r"\A'.*'(?= (?:does not match|is not valid))", re.DOTALL)
GROUPING = "validation failed"
ALTERNATIVES = ("'oneOf' failed", "'anyOf' failed")


@dataclass(frozen=True, order=True, slots=True)
class Defect:
    """One thing that is wrong with an object.

    Attributes:
        field: Path inside it, as in `Finding.field`.
        message: Never quotes a value: it may be a Secret's.
    """

    field: str
    message: str


@dataclass(frozen=True, slots=True)
class _Branch:
    depth: int
    pointer: str
    text: str


def defects(resource: Resource, explanation: str) -> list[Defect]:
    """The defects of one object, by field; at least one. kubeconform's own order is random."""
    branches = list(_branches(explanation))
    found: list[Defect] = []
    position = 0
    while position < len(branches):
        branch = branches[position]
        position += 1
        text = branch.text
        if text.startswith(ALTERNATIVES):
            start = position
            while position < len(branches) and branches[position].depth > branch.depth:
                position += 1
            text = _one_of(branches[start:position]) or text
        if text != GROUPING:
            found += _reworded(resource, branch.pointer, text)
    return sorted(found) or [Defect("", "does not match its schema")]


def _branches(explanation: str) -> Iterator[_Branch]:
    starts = list(BRANCH.finditer(explanation))
    ends = [start.start() for start in starts[1:]] + [len(explanation)]
    for start, end in zip(starts, ends, strict=False):  # without a branch, one end is left over
        yield _Branch(len(start["indent"]), start["pointer"], explanation[start.end() : end].strip())


def _one_of(alternatives: list[_Branch]) -> str | None:
    """`got object, want string or integer`, where every alternative only asks for a type."""
    mismatches = [MISMATCH.fullmatch(branch.text) for branch in alternatives]
    wanted = [_types(mismatch["want"]) for mismatch in mismatches if mismatch]
    if not wanted or len(wanted) < len(mismatches) or mismatches[0] is None:
        return None
    return f"got {mismatches[0]['got']}, want {' or '.join(wanted)}"


def _reworded(resource: Resource, pointer: str, text: str) -> Iterator[Defect]:
    unknown = UNKNOWN_FIELDS.fullmatch(text)
    if unknown:
        for name in unknown["names"][1:-1].split("', '"):
            yield Defect(field_of(resource.body, f"{pointer}/{_escaped(name)}"), "unknown field")
        return
    mismatch = MISMATCH.fullmatch(text)
    if mismatch:
        text = f"got {mismatch['got']}, want {_types(mismatch['want'])}"
    yield Defect(field_of(resource.body, pointer), QUOTED_VALUE.sub("value", text))


def _types(want: str) -> str:
    # null stands for an unset field in every schema, so naming it helps nobody
    return want.removeprefix("null or ")


def field_of(body: object, pointer: str) -> str:
    """The field a JSON pointer leads to; the body tells list indexes from keys that are digits."""
    parts: list[Part] = []
    node = body
    for step in pointer.split("/")[1:]:
        key = step.replace("~1", "/").replace("~0", "~")
        if isinstance(node, list | tuple):
            parts.append(int(key))
            node = node[int(key)]
        else:
            parts.append(key)
            node = node.get(key) if isinstance(node, Mapping) else None
    return join(*parts)


def _escaped(key: str) -> str:
    return key.replace("~", "~0").replace("/", "~1")
