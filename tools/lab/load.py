"""Brings images into the nodes from archives, where no registry has them."""

import json
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

from lab import binaries, node, seed
from lab.errors import UsageError
from lab.images.archives import cache_folder, cached, ensure
from lab.images.recipes import RECIPES
from lab.layout import Lab, NodeLayout
from lab.process import run
from lab.progress import Progress


def load(lab: Lab, archives: Iterable[Path], progress: Progress) -> None:
    """Import archives, as `podman save` or `docker save` write them, into every node that lacks them.

    Nodes made later get what the image cache holds from a seed: see `lab.seed`.

    Raises:
        UsageError: There is no such file, or the lab has no nodes.
        ToolFailed: containerd refuses it.
    """
    if not lab.nodes():
        raise UsageError("the lab has no nodes to load images into", hint="python -m lab up --nodes 1")
    for archive in archives:
        if not archive.is_file():
            raise UsageError(f"{archive}: no such archive")
        lacking = [place for place in lab.nodes() if seed.stamp(archive) != _loaded(place).get(str(archive))]
        if lacking:
            names = ", ".join(place.name for place in lacking)
            with progress.step(f"load {archive.name} into {names}"), ThreadPoolExecutor() as pool:
                list(pool.map(partial(_import, archive), lacking))


def present() -> list[Path]:
    """The archives in the image cache now; nothing is built."""
    found = (cached(recipe, cache_folder()) for recipe in RECIPES)
    return [archive.path for archive in found if archive.exists]


def archives(references: Sequence[str], progress: Progress) -> list[Path]:
    """The archives of images that are built here; of all of them when none is named.

    Raises:
        UsageError: An image is named that is not built here.
    """
    found = {image.reference: image.path for image in ensure(progress)}
    unknown = [reference for reference in references if reference not in found]
    if unknown:
        raise UsageError(f"not built here: {', '.join(unknown)}", hint=f"one of: {', '.join(found)}")
    return [found[reference] for reference in references or found]


def _import(archive: Path, place: NodeLayout) -> None:
    ctr = [*node.enter(place), binaries.path(place.lab, "ctr"), "--namespace", "k8s.io"]
    run([*ctr, "images", "import", str(archive.absolute())], timeout=seed.IMPORT_WITHIN)
    seed.record(place).write_text(json.dumps(_loaded(place) | {str(archive): seed.stamp(archive)}, indent=1))


def _loaded(place: NodeLayout) -> dict[str, str]:
    path = seed.record(place)
    return dict(json.loads(path.read_text())) if path.exists() else {}
