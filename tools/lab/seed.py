"""A containerd root with images in it, made once and shared by all nodes that start from it.

Importing costs every node its own copy of every layer: minutes where the disk is slow. Layers are never
written again, so a new node gets links to the compressed ones and sees the unpacked ones, its snapshots,
through read-only mounts; only containerd's databases are copied.
"""

import errno
import fcntl
import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from lab import binaries, daemon
from lab.api import wait
from lab.daemon import Daemon
from lab.layout import Lab, NodeLayout
from lab.process import run
from lab.progress import Progress

IMPORT_WITHIN = 600.0
"""Seconds per archive; measured: 20 to 40 per gigabyte."""

DAEMON = "seed-containerd"
SNAPSHOTS = Path("io.containerd.snapshotter.v1.overlayfs") / "snapshots"


def stamp(archive: Path) -> str:
    """Changes when an archive is written anew."""
    status = archive.stat()
    return f"{status.st_size}@{status.st_mtime_ns}"


def record(place: NodeLayout) -> Path:
    """The file that says which archives a node has: path to stamp."""
    return place.directory / "loaded.json"


def ensure(lab: Lab, archives: Sequence[Path], progress: Progress) -> Path:
    """The seed that holds these archives, made now if there is none; those nobody uses are removed.

    Raises:
        ToolFailed: containerd refuses an archive.
    """
    contents = {str(archive): stamp(archive) for archive in sorted(archives)}
    key = hashlib.sha256(json.dumps([contents, binaries.path(lab, "containerd")]).encode()).hexdigest()[:12]
    seeds = lab.cache / "seeds"
    home = seeds / key
    seeds.mkdir(parents=True, exist_ok=True)
    with alone(seeds):
        if home.exists():
            return home
        with progress.step(f"unpack {len(archives)} images (once)"):
            scratch = Path(tempfile.mkdtemp(prefix=f".{key}-", dir=seeds))
            try:
                _fill(lab, scratch / "containerd", archives)
                (scratch / "loaded.json").write_text(json.dumps(contents, indent=1))
                scratch.rename(home)
            finally:
                shutil.rmtree(scratch, ignore_errors=True)
        for other in seeds.iterdir():
            if other.is_dir() and other != home and not _used(other):
                shutil.rmtree(other, ignore_errors=True)
    return home


def plant(seed: Path, place: NodeLayout) -> None:
    """Give a node that never ran the images of a seed."""
    scratch = place.directory / "containerd.new"
    shutil.rmtree(scratch, ignore_errors=True)
    shutil.copytree(seed / "containerd", scratch, ignore=_inside_snapshots, copy_function=_share)
    shutil.copy(seed / "loaded.json", record(place))
    place.seed.unlink(missing_ok=True)
    place.seed.symlink_to(seed)
    (seed / "users").mkdir(exist_ok=True)
    (seed / "users" / f"{place.lab.number}-{place.name}").write_text(str(place.directory))
    scratch.rename(place.directory / "containerd")


def mounts(place: NodeLayout) -> tuple[tuple[Path, Path], ...]:
    """The snapshots a node shares, each with the place where its containerd looks for it."""
    sources = sorted((place.seed / "containerd" / SNAPSHOTS).glob("*"))
    return tuple((path, place.directory / "containerd" / SNAPSHOTS / path.name) for path in sources)


@contextmanager
def alone(seeds: Path) -> Iterator[None]:
    """Let one lab at a time make or remove seeds: each would take the other's half-made one for rubbish."""
    with (seeds / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # ends with the process, however that ends
        yield


def _used(seed: Path) -> bool:
    """Whether a node of any lab, running or not, stands on a seed."""
    users = (Path(path.read_text()) for path in (seed / "users").glob("*"))
    return any((user / "seed").is_symlink() and (user / "seed").readlink() == seed for user in users)


def _inside_snapshots(directory: str, names: list[str]) -> list[str]:
    return names if Path(directory).parent.name == SNAPSHOTS.name else []


def _share(source: str, target: str) -> None:
    """Link what is never written again; copy databases, and everything when the cache is on another disk."""
    try:
        if source.endswith(".db"):
            shutil.copy2(source, target)
        else:
            os.link(source, target)
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise
        shutil.copy2(source, target)


def _fill(lab: Lab, root: Path, archives: Sequence[Path]) -> None:
    """Import archives with a containerd that does nothing else."""
    socket = lab.state / "seed.sock"
    config = lab.state / "seed.toml"
    config.write_text(f"""\
version = 3
root = "{root}"
state = "{lab.state / "seed"}"
disabled_plugins = [
  "io.containerd.cri.v1.images", "io.containerd.cri.v1.runtime", "io.containerd.grpc.v1.cri",
  "io.containerd.nri.v1.nri", "io.containerd.internal.v1.tracing",
]
[grpc]
  address = "{socket}"
[plugins."io.containerd.internal.v1.opt"]
  path = "{lab.state / "seed"}/opt"
""")
    daemon.ensure(lab, Daemon(DAEMON, (binaries.path(lab, "containerd"), "--config", str(config))))
    ctr = [binaries.path(lab, "ctr"), "--address", str(socket), "--namespace", "k8s.io"]
    try:
        wait(DAEMON, socket.exists, seconds=30, meanwhile=lambda: daemon.require(lab, DAEMON))
        for archive in archives:
            run([*ctr, "images", "import", str(archive)], timeout=IMPORT_WITHIN)
    finally:
        daemon.stop(lab, DAEMON)
