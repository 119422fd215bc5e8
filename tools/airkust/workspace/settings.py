"""What does airkust.toml say?"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from airkust.errors import UsageError
from airkust.model.external import External, read_externals
from airkust.model.profile import Profile

FILE_NAME = "airkust.toml"


@dataclass(frozen=True, slots=True)
class OverlaySettings:
    """One overlay the project answers for.

    Attributes:
        path: Absolute.
        profile: How much this overlay promises.
        external: Objects its site makes itself; None where the file does not say.
    """

    path: Path
    profile: Profile
    external: frozenset[External] | None = None


@dataclass(frozen=True, slots=True)
class Settings:
    """The project's answers to what the command line leaves open.

    Attributes:
        file: Where they were read; None without an airkust.toml.
        kubernetes_version: Minor version to validate against, for instance "1.37"; None for the newest.
        overlays: What a command without arguments looks at, in the order of the file.
    """

    file: Path | None = None
    kubernetes_version: str | None = None
    overlays: tuple[OverlaySettings, ...] = ()

    def listed(self, overlay: Path) -> OverlaySettings | None:
        """What is listed for an overlay; None for one that is not."""
        resolved = overlay.resolve()
        return next((listed for listed in self.overlays if listed.path.resolve() == resolved), None)


def load(start: Path) -> Settings:
    """The settings that hold in a directory: the nearest airkust.toml there or above it.

    Raises:
        UsageError: The file cannot be read, or a key is unknown, missing or of the wrong kind; names it.
    """
    for directory in (start, *start.parents):
        file = directory / FILE_NAME
        if file.is_file():
            return _read(file)
    return Settings()


def _read(file: Path) -> Settings:
    try:
        table = tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise UsageError(f"{file}: {error}", hint="it must be a TOML file in UTF-8") from error
    _refuse_unknown(file, "", table, ("kubernetes-version", "overlays"))
    version = (
        _text(file, "kubernetes-version", table["kubernetes-version"])
        if "kubernetes-version" in table
        else None
    )
    entries = table.get("overlays", [])
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise UsageError(
            f"{file}: overlays: not a list of tables", hint="begin each overlay with [[overlays]]"
        )
    overlays = tuple(_overlay(file, f"overlays[{number}]", entry) for number, entry in enumerate(entries))
    return Settings(file, version, overlays)


def _overlay(file: Path, where: str, entry: Mapping[str, Any]) -> OverlaySettings:
    _refuse_unknown(file, f"{where}.", entry, ("path", "profile", "external"))
    for key in ("path", "profile"):
        if key not in entry:
            raise UsageError(f"{file}: {where}.{key}: missing", hint="an overlay has a path and a profile")
    profile = _text(file, f"{where}.profile", entry["profile"])
    if profile not in tuple(Profile):
        raise UsageError(
            f'{file}: {where}.profile: "{profile}" is no profile', hint=f"one of {', '.join(Profile)}"
        )
    path = file.parent / _text(file, f"{where}.path", entry["path"])
    return OverlaySettings(path, Profile(profile), _external(file, f"{where}.external", entry))


def _external(file: Path, key: str, entry: Mapping[str, Any]) -> frozenset[External] | None:
    if "external" not in entry:
        return None
    names = entry["external"]
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        raise UsageError(
            f"{file}: {key}: not a list of texts", hint='for instance ["Secret/airflow-secrets"]'
        )
    return read_externals(names, f"{file}: {key}")


def _text(file: Path, key: str, value: object) -> str:
    if not isinstance(value, str) or not value:
        raise UsageError(f"{file}: {key}: not a text", hint='write it in quotes, for instance "1.37"')
    return value


def _refuse_unknown(file: Path, prefix: str, table: Mapping[str, Any], known: tuple[str, ...]) -> None:
    for key in table:
        if key not in known:
            near = get_close_matches(key, known, n=1)
            hint = f"did you mean {near[0]}?" if near else f"known here: {', '.join(known)}"
            raise UsageError(f"{file}: {prefix}{key}: unknown key", hint=hint)
