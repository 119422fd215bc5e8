"""How do tests run containers beside a cluster? By podman, with a store of its own in the lab's cache.

The images are those of lab.images: public ones where a registry answers, else stand-ins.
"""

import os
from pathlib import Path

from lab.images import ensure
from lab.images.archives import cache_folder
from lab.images.engine import Engine
from lab.images.recipes import Recipe
from lab.progress import Progress

FOLDER = cache_folder() / "containers"


def podman(*recipes: Recipe) -> Engine:
    """Podman with the images of these recipes."""
    engine = Engine.beside(FOLDER)
    for archive in ensure(Progress(), recipes=recipes):
        if not engine.has(archive.reference):
            engine.load(archive.path)
    return engine


def environment() -> dict[str, str]:
    """What lets containers find each other by name: of podman's networks netavark, with aardvark-dns."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    settings = FOLDER / "containers.conf"
    settings.write_text('[network]\nnetwork_backend = "netavark"\n')
    return os.environ | {"CONTAINERS_CONF": str(settings)}


def command(engine: Engine) -> Path:
    """A program that is podman with that store, for what takes a path."""
    script = FOLDER / "podman"
    script.write_text(f'#!/bin/sh\nexec podman {" ".join(engine.places)} "$@"\n')
    script.chmod(0o755)
    return script
