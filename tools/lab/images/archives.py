"""Image archives: taken from a registry where one can be reached, else built here and called the same."""

import contextlib
import fcntl
import os
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from lab.errors import UsageError
from lab.images import debian
from lab.images.recipes import PYTHON, RECIPES, Recipe, debian_key
from lab.images.store import Store, require_programs
from lab.layout import Lab
from lab.progress import Progress


@dataclass(frozen=True)
class Archive:
    """A tar that holds one image.

    Args:
        reference: The image's full name, as manifests call it.
        path: The tar, in the format of `docker save`.
        stand_in: Whether it was built here in the place of the public image.
    """

    reference: str
    path: Path
    stand_in: bool

    @property
    def exists(self) -> bool:
        return self.path.is_file()


def cache_folder() -> Path:
    """Where archives and the image store are kept; all of it can be made again."""
    return Lab.from_environment().cache / "images"


def cached(recipe: Recipe, folder: Path) -> Archive:
    """The archive of an image: the public one if it was ever pulled, else the stand-in, there or not."""
    public = Archive(recipe.reference, folder / f"{recipe.name}-public.tar", stand_in=False)
    if public.exists:
        return public
    return Archive(recipe.reference, folder / f"{recipe.name}-{recipe.key}.tar", stand_in=True)


def ensure(
    progress: Progress, *, folder: Path | None = None, recipes: tuple[Recipe, ...] = RECIPES
) -> tuple[Archive, ...]:
    """Make every image that is not there yet.

    Args:
        progress: Told of each step.
        folder: The cache, when not the user's own.
        recipes: Which images.

    Raises:
        ToolMissing: A program to build with is not installed.
        ToolFailed: A build failed; holds its last words.
        UsageError: Building needs root.
    """
    folder = folder or cache_folder()
    folder.mkdir(parents=True, exist_ok=True)
    with _locked(folder / "lock"):
        if any(not cached(recipe, folder).exists for recipe in recipes):
            _make(recipes, folder, progress)
    return tuple(cached(recipe, folder) for recipe in recipes)


def base_archive(progress: Progress) -> Archive:
    """The stand-in that docker/airflow is built from where no registry can be reached."""
    return ensure(progress, recipes=(PYTHON,))[0]


def _make(recipes: tuple[Recipe, ...], folder: Path, progress: Progress) -> None:
    require_programs()
    store = Store(folder / "store")
    public = store.offers(recipes[0].reference)
    for recipe in recipes:
        archive = cached(recipe, folder)
        if archive.exists:
            continue
        if public:
            target = folder / f"{recipe.name}-public.tar"
            with progress.step(f"pull {recipe.reference}"):
                store.pull(recipe.reference)
            image = recipe.reference
        else:
            target = archive.path
            image = _build(recipe, store, folder, progress)
        with progress.step(f"save {recipe.reference}"):
            _save(store, image, recipe, target)


def _build(recipe: Recipe, store: Store, folder: Path, progress: Progress) -> str:
    """Build a stand-in and what it stands on; return its name in the store."""
    if store.has(recipe.tag):
        return recipe.tag
    base = _build(recipe.base, store, folder, progress) if recipe.base else _debian(store, folder, progress)
    with progress.step(f"build a stand-in for {recipe.reference}"):
        store.build(recipe.context, tag=recipe.tag, base=base, trusts_host=recipe.trusts_host)
    return recipe.tag


def _debian(store: Store, folder: Path, progress: Progress) -> str:
    tag = f"localhost/airkust-lab/debian-{debian.SUITE}:{debian_key()}"
    if not store.has(tag):
        if os.geteuid() != 0:
            raise UsageError("a Debian root file system is made by root alone", hint="run it as root")
        with (
            progress.step(f"install Debian {debian.SUITE} into a folder"),
            tempfile.TemporaryDirectory(dir=folder, prefix="debian-") as scratch,
        ):
            archive = Path(scratch) / "root.tar"
            debian.make(archive, Path(scratch))
            store.take_root(archive, tag)
    return tag


def _save(store: Store, image: str, recipe: Recipe, target: Path) -> None:
    """Write the archive whole or not at all, and drop those it replaces."""
    with tempfile.TemporaryDirectory(dir=target.parent, prefix="save-") as scratch:
        archive = Path(scratch) / target.name
        store.save(image, reference=recipe.reference, archive=archive)
        archive.replace(target)
    for path in target.parent.glob(f"{recipe.name}-*.tar"):
        if path != target:
            path.unlink()


@contextlib.contextmanager
def _locked(path: Path) -> Iterator[None]:
    """Let one process at a time build: two would make the same image twice."""
    with path.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
