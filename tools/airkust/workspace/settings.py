"""What does airkust.toml say?"""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from airkust.errors import UsageError
from airkust.model.external import External, read_externals
from airkust.model.profile import Profile
from airkust.model.waiver import Waiver
from airkust.workspace import waivers

FILE_NAME = "airkust.toml"


@dataclass(frozen=True, slots=True)
class OverlaySettings:
    """One overlay the project answers for.

    Attributes:
        path: Absolute.
        profile: How much this overlay promises.
        external: Objects its site makes itself; None where the file does not say.
        waivers: What may be found in it.
        baseline: The file of the findings that do not count in it; absolute. None without one.
    """

    path: Path
    profile: Profile
    external: frozenset[External] | None = None
    waivers: tuple[Waiver, ...] = ()
    baseline: Path | None = None


@dataclass(frozen=True, slots=True)
class Settings:
    """The project's answers to what the command line leaves open.

    Attributes:
        file: Where they were read; None without an airkust.toml.
        kubernetes_version: Minor version to validate against, for instance "1.37"; None for the newest.
        overlays: What a command without arguments looks at, in the order of the file.
        waivers: What may be found in anything that is looked at.
    """

    file: Path | None = None
    kubernetes_version: str | None = None
    overlays: tuple[OverlaySettings, ...] = ()
    waivers: tuple[Waiver, ...] = ()

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
        text = file.read_text(encoding="utf-8")
        table = tomllib.loads(text)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise UsageError(f"{file}: {error}", hint="it must be a TOML file in UTF-8") from error
    _refuse_unknown(file, "", table, ("kubernetes-version", "overlays", "waivers"))
    version = (
        _text(file, "kubernetes-version", table["kubernetes-version"])
        if "kubernetes-version" in table
        else None
    )
    entries = _tables(file, "overlays", table)
    nested = (_tables(file, f"overlays[{n}].waivers", entry, "waivers") for n, entry in enumerate(entries))
    inner = waivers.lines(text, "overlays.waivers", sum(map(len, nested)))
    overlays = tuple(
        _overlay(file, f"overlays[{number}]", entry, inner) for number, entry in enumerate(entries)
    )
    own = _tables(file, "waivers", table)
    return Settings(
        file, version, overlays, waivers.read(own, file, "waivers", waivers.lines(text, "waivers", len(own)))
    )


def _overlay(file: Path, where: str, entry: Mapping[str, Any], lines: Iterator[int]) -> OverlaySettings:
    _refuse_unknown(file, f"{where}.", entry, ("path", "profile", "external", "waivers", "baseline"))
    for key in ("path", "profile"):
        if key not in entry:
            raise UsageError(f"{file}: {where}.{key}: missing", hint="an overlay has a path and a profile")
    profile = _text(file, f"{where}.profile", entry["profile"])
    if profile not in tuple(Profile):
        raise UsageError(
            f'{file}: {where}.profile: "{profile}" is no profile', hint=f"one of {', '.join(Profile)}"
        )
    allowed = _tables(file, f"{where}.waivers", entry, "waivers")
    return OverlaySettings(
        path=file.parent / _text(file, f"{where}.path", entry["path"]),
        profile=Profile(profile),
        external=_external(file, f"{where}.external", entry),
        waivers=waivers.read(allowed, file, f"{where}.waivers", lines),
        baseline=file.parent / _text(file, f"{where}.baseline", entry["baseline"])
        if "baseline" in entry
        else None,
    )


def _tables(file: Path, where: str, table: Mapping[str, Any], key: str = "") -> list[Mapping[str, Any]]:
    """The tables of a list, none where there is no list."""
    key = key or where
    entries = table.get(key, [])
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        heading = key if where == key else f"overlays.{key}"
        raise UsageError(
            f"{file}: {where}: not a list of tables",
            hint=f"begin each {key.removesuffix('s')} with [[{heading}]]",
        )
    return entries


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
