"""Our own Airflow image, built with the user's engine and tried: what `make image` does."""

import tempfile
from pathlib import Path

from lab.images.archives import SCRATCH, alone, build_stand_in, cache_folder, store
from lab.images.engine import Engine
from lab.images.recipes import AIRFLOW, PYTHON
from lab.progress import Progress

VERSION = "3.3.2"
IMAGE = f"localhost/airkust/airflow:{VERSION}"
USERS = ("50000:0", "1000660000:0")
"""The image's own user, and one as OpenShift invents it."""


def build(engine: Engine, progress: Progress, *, tag: str = IMAGE) -> str:
    """Build docker/airflow from the public Python image, or from our stand-in where it cannot be had.

    Returns:
        What it was built from.
    """
    with progress.step(f"look for {PYTHON.reference} in its registry"):
        public = engine.can_pull(PYTHON.reference)
    base = PYTHON.reference if public else _stand_in(engine, progress)
    with progress.step(f"build {tag} from {base} with {engine.program}"):
        engine.build(AIRFLOW.context, tag=tag, base=base, trusts_host=True)
    return base


def try_out(engine: Engine, progress: Progress, *, image: str = IMAGE) -> None:
    """Run it read-only, as each user.

    Raises:
        ToolFailed: It does not start.
    """
    for user in USERS:
        with progress.step(f"airflow version as {user} on a read-only root"):
            engine.execute(image, "airflow", "version", user=user)


def _stand_in(engine: Engine, progress: Progress) -> str:
    """Build the base in the lab's store, and hand it to the user's engine under a name that says so."""
    folder = cache_folder()
    own = store(folder)
    with alone(folder):
        tag = build_stand_in(PYTHON, own, folder, progress)
        if engine != own and not engine.has(tag):
            with tempfile.TemporaryDirectory(dir=folder, prefix=SCRATCH) as scratch:
                archive = Path(scratch) / "base.tar"
                own.save(tag, reference=tag, archive=archive)
                engine.load(archive)
    return tag
