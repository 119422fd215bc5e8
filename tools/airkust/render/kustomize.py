"""How does an overlay become bytes?"""

from dataclasses import dataclass, field
from pathlib import Path

from airkust import process
from airkust.errors import InputError
from airkust.render.kept import Kept
from airkust.render.overlay import require_overlay
from airkust.render.wrapper import origin_wrapper

TIMEOUT = 120.0
"""Seconds. A build takes tenths of one; a remote base may have to be fetched."""


@dataclass(frozen=True, slots=True)
class Rendered:
    """What kustomize made of an overlay.

    Attributes:
        data: The documents, each annotated with its origin.
        origin_root: Absolute directory the origins are relative to; it is gone by now.
    """

    data: bytes = field(repr=False)  # holds Secrets
    origin_root: Path


def build(overlay: Path, *, kubectl: Path) -> bytes:
    """Exactly what `kubectl kustomize OVERLAY` prints.

    Raises:
        InputError: The overlay is missing, broken or renders nothing.
        ToolFailed: kubectl ended otherwise than by refusing the overlay.
    """
    require_overlay(overlay)
    return _kustomize(overlay, overlay, kubectl)


def render(overlay: Path, *, kubectl: Path) -> Rendered:
    """The same objects, each with a note of the file that made it; kept, if nothing in them is secret.

    Raises:
        InputError: The overlay is missing, broken or renders nothing.
        ToolFailed: kubectl ended otherwise than by refusing the overlay.
    """
    require_overlay(overlay)
    kept = Kept(overlay, kubectl)
    if known := kept.get():
        return Rendered(*known)
    with origin_wrapper(overlay) as wrapper:
        rendered = Rendered(_kustomize(wrapper, overlay, kubectl), wrapper)
    kept.put(rendered.data, rendered.origin_root)
    return rendered


def _kustomize(directory: Path, overlay: Path, kubectl: Path) -> bytes:
    # no --enable-helm, --enable-alpha-plugins or --load-restrictor: reading an overlay never runs its code
    argv = [str(kubectl), "kustomize", str(directory)]
    completed = process.run(argv, timeout=TIMEOUT)
    if completed.exit_code == 1:
        from airkust.render.failure import explain  # noqa: PLC0415 -- reads YAML, and most builds succeed

        raise explain(completed.stderr, overlay)
    if completed.exit_code != 0:
        # not what kubectl does to refuse an overlay; what it said may quote documents
        raise process.failure(argv, completed, said="(not shown: it may quote a Secret)")
    if not completed.stdout.strip():
        raise InputError(f"{overlay}: renders no object", hint="its kustomization.yaml lists no resources")
    return completed.stdout
