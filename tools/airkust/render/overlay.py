"""Is this directory an overlay at all?"""

from difflib import get_close_matches
from pathlib import Path

from airkust.errors import InputError

KUSTOMIZATION_NAMES = ("kustomization.yaml", "kustomization.yml", "Kustomization")
"""The names kustomize accepts, as it looks for them."""


def kustomization_file(directory: Path) -> Path | None:
    """The kustomization in a directory; None where there is none."""
    return next((directory / name for name in KUSTOMIZATION_NAMES if (directory / name).is_file()), None)


def require_overlay(overlay: Path) -> None:
    """Say what is wrong with a path better than kustomize would.

    Raises:
        InputError: It is missing, no directory, or holds no kustomization.
    """
    if not overlay.exists():
        raise InputError(f"{overlay}: no such file or directory", hint=_nearest(overlay))
    if not overlay.is_dir():
        raise InputError(f"{overlay}: not a directory", hint="an overlay is a directory")
    if kustomization_file(overlay) is None:
        inside = [str(child) for child in _overlays_in(overlay)]
        hint = f"did you mean {' or '.join(inside)}?" if inside else "an overlay is a directory that has one"
        raise InputError(f"{overlay}: holds no {KUSTOMIZATION_NAMES[0]}", hint=hint)


def _nearest(overlay: Path) -> str | None:
    siblings = {child.name: child for child in _overlays_in(overlay.parent)}
    near = get_close_matches(overlay.name, siblings, n=1)
    if near:
        return f"did you mean {siblings[near[0]]}?"
    return f"{overlay.parent} has {', '.join(siblings)}" if siblings else None


def _overlays_in(directory: Path) -> list[Path]:
    if not directory.is_dir():
        return []
    return sorted(child for child in directory.iterdir() if child.is_dir() and kustomization_file(child))
