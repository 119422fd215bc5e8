"""How do inputs become renderings? Several at a time, each with the time it took."""

import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from airkust.cli.inputs import STDIN, Input
from airkust.cli.parallel import in_parallel
from airkust.errors import InputError
from airkust.model.rendering import Rendering
from airkust.parse import parse
from airkust.parse.encoding import MAX_BYTES
from airkust.render import render
from airkust.workspace.kubectl import kubectl


@dataclass(frozen=True, slots=True)
class Gathered:
    """An input that could be read.

    Attributes:
        seconds: From its first byte to the model.
        data: The bytes of an input that is a file or standard input, to find lines in.
    """

    input: Input
    rendering: Rendering
    seconds: float
    data: bytes | None = field(default=None, repr=False)  # may hold Secrets


def gather(inputs: Sequence[Input]) -> list[Gathered]:
    """Render or read every input.

    Raises:
        AirkustError: Of the first input, in their order, that cannot be read.
    """
    program = kubectl() if any(not each.is_rendered for each in inputs) else None
    here = str(Path.cwd())

    def one(each: Input) -> Gathered:
        start = time.perf_counter()
        data: bytes | None = None
        if program is None or each.is_rendered:
            data = read(each)
            rendering = parse(data, name=each.name, relative_to=here)
        else:
            made = render(Path(each.name), kubectl=program)
            rendering = parse(made.data, name=each.name, origin_root=str(made.origin_root), relative_to=here)
        return Gathered(each, rendering, time.perf_counter() - start, data)

    return in_parallel(one, inputs)


def read(each: Input) -> bytes:
    """The bytes of a file, a pipe or standard input; not many more than airkust takes.

    Raises:
        InputError: It cannot be read.
    """
    try:
        if each.path is None:
            return _bounded(sys.stdin.buffer)
        with each.path.open("rb") as file:
            return _bounded(file)
    except OSError as error:
        raise InputError(f"{each.name}: cannot be read: {error.strerror}") from error


class SourceReader:
    """Gives the bytes of source files, each read once; what is no plain file stays unread."""

    def __init__(self, gathered: Sequence[Gathered]) -> None:
        self._known: dict[str, bytes | None] = {each.input.name: each.data for each in gathered}

    def __call__(self, file: str) -> bytes | None:
        """The bytes; None where they cannot be had."""
        if file not in self._known:
            self._known[file] = _plain_file(Path(file)) if file != STDIN else None
        return self._known[file]


def _plain_file(path: Path) -> bytes | None:
    try:
        with path.open("rb") as file:
            return _bounded(file) if path.is_file() else None
    except OSError:
        return None


def _bounded(file: IO[bytes]) -> bytes:
    return file.read(MAX_BYTES + 1)
