"""What did the user ask us to look at?"""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from airkust.errors import UsageError
from airkust.model.external import External
from airkust.model.profile import Profile
from airkust.model.waiver import Waiver
from airkust.workspace.settings import FILE_NAME, Settings

STDIN = "-"


@dataclass(frozen=True, slots=True)
class Input:
    """One overlay, one file of rendered manifests, or standard input.

    Attributes:
        name: As the user would type it.
        path: None for standard input.
        profile: The one airkust.toml lists it with; None where it does not.
        external: What airkust.toml says its site makes itself; None where it does not say.
        waivers: What airkust.toml says may be found in it.
        baseline: The file that airkust.toml names for what is known in it.
    """

    name: str
    path: Path | None
    profile: Profile | None
    external: frozenset[External] | None
    waivers: tuple[Waiver, ...] = ()
    baseline: Path | None = None

    @property
    def is_rendered(self) -> bool:
        """Whether these are manifests already: anything readable that is no directory."""
        return self.path is None or (self.path.exists() and not self.path.is_dir())


def choose(arguments: Sequence[str], settings: Settings) -> tuple[Input, ...]:
    """The inputs named on the command line, else those of the settings; none twice.

    Raises:
        UsageError: There are none, or standard input is asked for twice.
    """
    if not arguments:
        if not settings.overlays:
            missing = f"{settings.file} lists no overlays" if settings.file else f"there is no {FILE_NAME}"
            raise UsageError(f"nothing to look at: {missing}", hint="name an overlay directory, a file, or -")
        arguments = [os.path.relpath(overlay.path) for overlay in settings.overlays]
    if list(arguments).count(STDIN) > 1:
        raise UsageError("- can be given once: standard input is read once")
    chosen: dict[Path | None, Input] = {}
    for argument in arguments:
        path = None if argument == STDIN else Path(argument)
        chosen.setdefault(path.resolve() if path else None, _input(argument, path, settings))
    return tuple(chosen.values())


def _input(name: str, path: Path | None, settings: Settings) -> Input:
    listed = settings.listed(path) if path else None
    if listed is None:
        return Input(name, path, profile=None, external=None)
    return Input(name, path, listed.profile, listed.external, listed.waivers, listed.baseline)
