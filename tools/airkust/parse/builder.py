"""How do libyaml's events become the values kubectl sees?

An explicit stack instead of recursion, and bounds on depth and aliases: no input can exhaust airkust.
"""

from sys import intern
from typing import Any

from ruamel.yaml.events import (
    AliasEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from airkust.errors import InputError
from airkust.model.field_path import join
from airkust.parse.scalars import Scalar, key_text, resolve, tagged

MAX_DEPTH = 200
"""The deepest published CRD schemas stay under 100."""

MAX_ALIASED = 100_000
"""Values that may come from aliases, each counted as often as it is used."""

YAML_TAG = "tag:yaml.org,2002:"
NO_KEY = object()
MERGE = object()


class Frame:
    """A mapping or list that is still open."""

    __slots__ = ("anchor", "container", "key", "last_key", "lines", "merged", "nodes_before")

    def __init__(self, container: dict[str, Any] | list[Any], anchor: str | None, nodes_before: int) -> None:
        self.container = container
        self.anchor = anchor
        self.nodes_before = nodes_before
        self.key: Any = NO_KEY
        self.last_key = ""
        self.merged: list[tuple[Any, int]] = []
        self.lines: dict[str | int, int] = {}


class Builder:
    """Builds one document.

    Attributes:
        root: The value; None until the first event, and for an empty document.
        line: Where it starts, counted from 1.
        lines: For the `id` of each mapping and list, the line of each key or index.
    """

    def __init__(self, name: str) -> None:
        self.name = name
        self.root: Any = None
        self.line = 0
        self.lines: dict[int, dict[str | int, int]] = {}
        self._stack: list[Frame] = []
        self._anchors: dict[str, tuple[Any, int] | None] = {}
        self._nodes = 0
        self._aliased = 0

    def feed(self, event: Any) -> None:  # noqa: ANN401 -- libyaml's binding has no types
        """Take the next event of the document.

        Raises:
            InputError: A duplicate key, an alias or a tag that cannot be read, or a bound is passed.
        """
        kind = type(event)
        line = event.start_mark.line + 1
        if kind is ScalarEvent:
            self._scalar(event, line)
        elif kind is MappingStartEvent:
            self._open({}, event.anchor, line)
        elif kind is SequenceStartEvent:
            self._open([], event.anchor, line)
        elif kind is MappingEndEvent or kind is SequenceEndEvent:
            self._close()
        elif kind is AliasEvent:
            self._alias(event.anchor, line)

    def _scalar(self, event: Any, line: int) -> None:  # noqa: ANN401 -- as above
        self._nodes += 1
        if event.implicit[0]:
            if event.value == "<<" and self._stack and self._stack[-1].key is NO_KEY:
                frame = self._stack[-1]
                if type(frame.container) is dict:
                    frame.key = MERGE
                    return
            value = resolve(event.value)
        else:
            value = event.value if event.tag is None else self._tagged(event, line)
        if event.anchor is not None:
            self._anchors[event.anchor] = (value, 1)
        self._add(value, line)

    def _tagged(self, event: Any, line: int) -> Scalar:  # noqa: ANN401 -- as above
        try:
            return tagged(event.tag.removeprefix(YAML_TAG), event.value)
        except ValueError:
            tag = event.tag.removeprefix(YAML_TAG)
            raise self._error(
                line, f"{self._here(value=True)} is tagged !!{tag} but cannot be read as that"
            ) from None

    def _open(self, container: dict[str, Any] | list[Any], anchor: str | None, line: int) -> None:
        if len(self._stack) >= MAX_DEPTH:
            raise self._error(line, f"nested deeper than {MAX_DEPTH} levels")
        frame = Frame(container, anchor, self._nodes)
        self._nodes += 1
        self.lines[id(container)] = frame.lines
        if anchor is not None:
            self._anchors[anchor] = None
        self._add(container, line)
        self._stack.append(frame)

    def _close(self) -> None:
        frame = self._stack.pop()
        if isinstance(frame.container, dict):
            for source, line in frame.merged:
                self._merge(frame.container, source, line)
        if frame.anchor is not None:
            self._anchors[frame.anchor] = (frame.container, self._nodes - frame.nodes_before)

    def _merge(self, container: dict[str, Any], source: object, line: int) -> None:
        for mapping in source if isinstance(source, list) else [source]:
            if not isinstance(mapping, dict):
                raise self._error(line, "only mappings can be merged with <<")
            for key, value in mapping.items():
                container.setdefault(key, value)

    def _alias(self, anchor: str, line: int) -> None:
        if anchor not in self._anchors:
            raise self._error(line, f"the alias *{anchor} has no anchor &{anchor} before it")
        anchored = self._anchors[anchor]
        if anchored is None:
            raise self._error(line, f"the anchor &{anchor} contains itself")
        value, size = anchored
        self._nodes += size
        self._aliased += size
        if self._aliased > MAX_ALIASED:
            raise self._error(line, f"its aliases stand for more than {MAX_ALIASED} values")
        self._add(value, line)

    def _add(self, value: Any, line: int) -> None:  # noqa: ANN401 -- any YAML value
        if not self._stack:
            self.root, self.line = value, line
            return
        frame = self._stack[-1]
        container = frame.container
        if isinstance(container, list):
            frame.lines[len(container)] = line
            container.append(value)
        elif frame.key is NO_KEY:
            frame.key = frame.last_key = self._key(frame, value, line)
        else:
            if frame.key is MERGE:
                frame.merged.append((value, line))
            else:
                container[frame.key] = value
            frame.key = NO_KEY

    def _key(self, frame: Frame, value: Any, line: int) -> str:  # noqa: ANN401 -- any YAML value
        key = key_text(value)
        if key is None:
            raise self._error(line, f"{self._here(value=False)} has a key that is no text")
        if key in frame.lines:
            where, first = self._here(value=False), frame.lines[key]
            raise self._error(line, f'duplicate key "{key}" in {where}, already on line {first}')
        frame.lines[key] = line
        return intern(key)  # the same few keys stand in every object

    def _here(self, *, value: bool) -> str:
        """The path of the innermost open mapping or list, or of the value being read in it."""
        parts = [
            len(frame.container) - 1 if isinstance(frame.container, list) else frame.last_key
            for frame in self._stack[:-1]
        ]
        if value and self._stack:
            frame = self._stack[-1]
            parts.append(len(frame.container) if isinstance(frame.container, list) else frame.last_key)
        return join(*parts) or "the document"

    def _error(self, line: int, what: str) -> InputError:
        return InputError(f"{self.name}:{line}: {what}")
