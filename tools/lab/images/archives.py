"""Image archives: taken from a registry where one can be reached, else built here and called the same."""

import contextlib
import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from lab.errors import ToolMissing, UsageError
from lab.host import packages
from lab.images import debian
from lab.images.engine import Engine, missing
from lab.images.recipes import RECIPES, Recipe, debian_key
from lab.layout import Lab
from lab.progress import Progress

LABEL = "dev.airkust.stand-in=true"
"""On every image that is not what its name says."""

SCRATCH = "scratch-"
"""How the folders of a run begin; none outlives it."""

PACKAGES = Path(__file__).with_name("host-packages.txt")


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
    with alone(folder):
        if any(not cached(recipe, folder).exists for recipe in recipes):
            _make(recipes, folder, progress)
    return tuple(cached(recipe, folder) for recipe in recipes)


def store(folder: Path) -> Engine:
    """Where stand-ins are built."""
    return Engine.beside(folder / "store")


@contextlib.contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Let one process at a time build: two would make the same image twice.

    Who is alone may sweep away what a run that was cut off left half made.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        for scratch in folder.glob(f"{SCRATCH}*"):
            shutil.rmtree(scratch)
        yield


def _make(recipes: tuple[Recipe, ...], folder: Path, progress: Progress) -> None:
    """Make what is not there; the first image tells whether a registry can be reached."""
    _require_programs()
    engine = store(folder)
    public: bool | None = None
    for recipe in recipes:
        archive = cached(recipe, folder)
        if archive.exists:
            continue
        if public is not False:
            with progress.step(f"look for {recipe.reference} in its registry"):
                public = engine.can_pull(recipe.reference)
        if public:
            image, target = recipe.reference, folder / f"{recipe.name}-public.tar"
        else:
            image, target = build_stand_in(recipe, engine, folder, progress), archive.path
        with progress.step(f"save {recipe.reference}"):
            _save(engine, image, recipe, target)


def build_stand_in(recipe: Recipe, engine: Engine, folder: Path, progress: Progress) -> str:
    """Build a stand-in and what it stands on, unless the store has it; return its name there."""
    if engine.has(recipe.tag):
        return recipe.tag
    if recipe.base:
        base = build_stand_in(recipe.base, engine, folder, progress)
    else:
        base = _debian(engine, folder, progress)
    with progress.step(f"build a stand-in for {recipe.reference}"):
        engine.build(recipe.context, tag=recipe.tag, base=base, trusts_host=recipe.trusts_host, label=LABEL)
    return recipe.tag


def _debian(engine: Engine, folder: Path, progress: Progress) -> str:
    tag = f"localhost/airkust-lab/debian-{debian.SUITE}:{debian_key()}"
    if not engine.has(tag):
        if os.geteuid() != 0:
            raise UsageError("a Debian root file system is made by root alone", hint="run it as root")
        with (
            progress.step(f"install Debian {debian.SUITE} into a folder"),
            tempfile.TemporaryDirectory(dir=folder, prefix=SCRATCH) as scratch,
        ):
            archive = Path(scratch) / "root.tar"
            debian.make(archive, Path(scratch))
            engine.do("import", "--change", f"LABEL {LABEL}", str(archive), tag)
    return tag


def _save(engine: Engine, image: str, recipe: Recipe, target: Path) -> None:
    """Write the archive whole or not at all, and drop those it replaces."""
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=SCRATCH) as scratch:
        archive = Path(scratch) / target.name
        engine.save(image, reference=recipe.reference, archive=archive)
        archive.replace(target)
    for path in target.parent.glob(f"{recipe.name}-*.tar"):
        if path != target:
            path.unlink()


def _require_programs() -> None:
    """Check that stand-ins can be built here.

    Raises:
        ToolMissing: A program is not installed; names each and its Debian package.
    """
    path = os.pathsep.join([os.environ.get("PATH", ""), "/usr/sbin", "/sbin"])
    absent = missing(packages(PACKAGES.read_text()), path)
    if absent:
        listed = ", ".join(f"{program} (Debian package {package})" for program, package in absent.items())
        needed = " ".join(sorted(set(absent.values())))
        raise ToolMissing(f"not installed: {listed}", hint=f"apt-get install {needed}")
