"""Which plain values does a YAML stream hold, and on which line does each stand?"""

import contextlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from ruamel.yaml import YAML
from ruamel.yaml.cyaml import CParser  # type: ignore[attr-defined]  # missing in its stubs
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import DocumentEndEvent, DocumentStartEvent
from ruamel.yaml.reader import ReaderError

from airkust.errors import InputError
from airkust.parse.builder import Builder
from airkust.parse.encoding import utf8

MAX_SECOND_TRY = 512 * 1024
"""Bytes. libyaml refuses the unquoted `{image: airflow:3.3.2}` that kubectl takes; the Python parser
does not, but is ten times slower, so that it reads only what stays within seconds."""

MAX_EVENTS = 3_000_000
"""More than a manifest of 10 MB comes to; a dense list of that size would take a minute."""

Taken = TypeVar("Taken")


@dataclass(frozen=True, slots=True, eq=False)
class Document:
    """One document of a stream, as kubectl would read it.

    Attributes:
        value: Mappings, lists and scalars; an aliased part is the same object wherever it stands.
        line: Where its content starts, counted from 1.
        lines: For the `id` of each mapping and list in `value`, the line of each key or index.
    """

    value: Any
    line: int
    lines: Mapping[int, Mapping[str | int, int]]


def documents(data: bytes, name: str) -> list[Document]:
    """Read a stream; empty documents are left out.

    Args:
        data: YAML or JSON.
        name: What to call it in messages.

    Raises:
        InputError: It is no text, no YAML, holds a duplicate key or a tag that cannot be read, is nested
            too deep, or too large, be it through its aliases. Names the line.
    """
    return taken(data, name, lambda document: document)


def taken(data: bytes, name: str, take: Callable[[Document], Taken]) -> list[Taken]:
    """Read a stream, and keep of each document what is asked for: its lines take more memory than its values.

    Args:
        data: As for `documents`, like the errors.
        name: As for `documents`.
        take: Gives what is kept. Called again for all of them where the stream must be read a second time.
    """
    stream = utf8(data, name)
    try:
        return [take(document) for document in _build(_libyaml_events(stream), name)]
    except YAMLError as error:
        if len(stream) <= MAX_SECOND_TRY:
            with contextlib.suppress(YAMLError):
                read = _build(YAML(typ="safe", pure=True).parse(stream), name)
                return [take(document) for document in read]
        raise _invalid(error, stream, name) from error


def _libyaml_events(stream: bytes) -> Iterator[Any]:
    parser = CParser(stream)
    while (event := parser.get_event()) is not None:
        yield event


def _build(events: Iterable[Any], name: str) -> Iterator[Document]:
    builder = Builder(name)
    for number, event in enumerate(events):
        if number > MAX_EVENTS:
            raise InputError(
                f"{name}:{event.start_mark.line + 1}: more than airkust reads",
                hint="check its parts one by one, or look for data that was embedded by mistake",
            )
        kind = type(event)
        if kind is DocumentStartEvent:
            builder = Builder(name)
        elif kind is DocumentEndEvent:
            if builder.root is not None:
                yield Document(builder.root, builder.line, builder.lines)
        else:
            builder.feed(event)


def _invalid(error: YAMLError, stream: bytes, name: str) -> InputError:
    if isinstance(error, MarkedYAMLError):
        mark = error.problem_mark or error.context_mark
        what = " ".join(part for part in (error.context, error.problem) if part)
        return InputError(f"{name}:{mark.line + 1}: invalid YAML: {what}")
    if isinstance(error, ReaderError):
        line = stream.count(b"\n", 0, error.position) + 1
        return InputError(f"{name}:{line}: invalid YAML: {error.reason}")
    return InputError(f"{name}: invalid YAML")
