"""Where are the facts that an input is judged by?"""

from pathlib import Path

from airkust.cli.inputs import Input
from airkust.errors import UsageError
from airkust.model.facts import FILE_NAME, Facts
from airkust.parse import read_facts


def facts_of(each: Input, named: Path | None) -> Facts:
    """The facts of the file named on the command line, else of the one in the overlay's directory.

    Raises:
        UsageError: The named file cannot be read.
        InputError: What it says is no fact.
    """
    file = named or (each.path / FILE_NAME if each.path and each.path.is_dir() else None)
    if file is None or (named is None and not file.is_file()):
        return Facts()
    try:
        return read_facts(file.read_bytes(), str(file))
    except OSError as error:
        raise UsageError(
            f"{file}: cannot be read: {error.strerror}", hint="it is a file like overlays/ha-prod/ha.yaml"
        ) from error
