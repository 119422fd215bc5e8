"""What do the commands of `airkust secrets` read: an overlay's needs, and the URL of the database?"""

from dataclasses import replace
from pathlib import Path

from airkust.cli.gather import gather, read
from airkust.cli.inputs import STDIN, Input, choose
from airkust.cli.terminal import progress
from airkust.errors import InputError, UsageError
from airkust.secrets.material import connection
from airkust.secrets.needed import NeededSecret, needed_secrets
from airkust.workspace import settings


def needed_by(overlay: str) -> tuple[NeededSecret, ...]:
    """The Secrets an overlay needs; at least one.

    Raises:
        InputError: It cannot be built, or needs none.
    """
    with progress(f"building {overlay}"):
        [gathered] = gather(choose([overlay], settings.load(Path.cwd())))
    needed = needed_secrets(replace(gathered.rendering, external=gathered.input.external))
    if not needed:
        raise InputError(
            f"{overlay}: needs no Secret that is made outside of it",
            hint='airkust.toml lists what is: external = ["Secret/airflow-secrets"]',
        )
    return needed


def database_url(file: str | None, overlay: str) -> str | None:
    """The URL that a file holds; None without a file.

    Args:
        file: - for standard input.
        overlay: What else may have been read from standard input.

    Raises:
        InputError: It cannot be read, or holds no URL.
        UsageError: Both are standard input.
    """
    if file is None:
        return None
    if file == overlay == STDIN:
        raise UsageError("- can be given once: standard input is read once")
    name = "standard input" if file == STDIN else file
    source = Input(name, None if file == STDIN else Path(file), profile=None, external=None)
    return connection(read(source), f"--connection-file {name}")
