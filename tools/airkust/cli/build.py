"""airkust build: print the manifests of overlays."""

from collections.abc import Sequence
from pathlib import Path

from airkust.cli.inputs import choose
from airkust.cli.parallel import in_parallel
from airkust.cli.terminal import emit, progress
from airkust.errors import UsageError
from airkust.render import build
from airkust.workspace import settings
from airkust.workspace.kubectl import kubectl


def run(arguments: Sequence[str]) -> None:
    """Print each overlay as kubectl does."""
    inputs = choose(arguments, settings.load(Path.cwd()))
    for each in inputs:
        if each.is_rendered:
            raise UsageError(f"{each.name}: not a directory", hint="only an overlay needs building")
    program = kubectl()
    with progress(f"building {', '.join(each.name for each in inputs)}"):
        built = in_parallel(lambda each: build(Path(each.name), kubectl=program), inputs)
    emit(b"---\n".join(built))
