"""Which images there are, and what each is made of."""

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path

_HERE = Path(__file__).parent
_ROOT = _HERE.parents[2]


@dataclass(frozen=True)
class Recipe:
    """How one image is built on this machine.

    Args:
        name: What its archive is called.
        reference: The public image it stands in for, as manifests and Dockerfiles call it.
        context: The folder that holds its Dockerfile, which has one ARG: BASE.
        base: What it starts from; None: Debian's root file system (lab.images.debian).
        trusts_host: Whether its build speaks TLS to a package index and so needs this machine's certificates.
    """

    name: str
    reference: str
    context: Path
    base: "Recipe | None" = None
    trusts_host: bool = False

    @property
    def key(self) -> str:
        """Changes whenever the image has to be built again: a hash of all that goes into it."""
        digest = hashlib.sha256((self.base.key if self.base else debian_key()).encode())
        for path in self.inputs():
            executable = os.access(path, os.X_OK)
            digest.update(f"{path.relative_to(self.context)}\0{executable}\0".encode())
            digest.update(hashlib.sha256(path.read_bytes()).digest())
        return digest.hexdigest()[:12]

    def inputs(self) -> tuple[Path, ...]:
        """Every file of the context but its documentation, in order."""
        return tuple(
            path for path in sorted(self.context.rglob("*")) if path.is_file() and path.suffix != ".md"
        )

    @property
    def tag(self) -> str:
        """Its name in the lab's own image store."""
        return f"localhost/airkust-lab/{self.name}:{self.key}"


def debian_key() -> str:
    """A hash of how Debian's root file system is made."""
    return hashlib.sha256((_HERE / "debian.py").read_bytes()).hexdigest()[:12]


PYTHON = Recipe("python-3.13", "docker.io/library/python:3.13-slim-trixie", _HERE / "stand_ins" / "python")
AIRFLOW = Recipe(
    "airflow-3.3.2",
    "docker.io/apache/airflow:3.3.2",
    _ROOT / "docker" / "airflow",
    base=PYTHON,
    trusts_host=True,
)
POSTGRES = Recipe("postgres-17", "docker.io/library/postgres:17", _HERE / "stand_ins" / "postgres")

PGBOUNCER = Recipe(
    "pgbouncer-1.23.1",
    "docker.io/apache/airflow:airflow-pgbouncer-2025.03.05-1.23.1",
    _HERE / "stand_ins" / "pgbouncer",
)
VALKEY = Recipe("valkey-8.1", "docker.io/valkey/valkey:8.1", _HERE / "stand_ins" / "valkey")
MOTO = Recipe(
    "moto-5.2.5",
    "docker.io/motoserver/moto:5.2.5",
    _HERE / "stand_ins" / "moto",
    base=PYTHON,
    trusts_host=True,
)

RECIPES = (AIRFLOW, POSTGRES, PGBOUNCER, VALKEY, MOTO)
"""What the overlays and the scenarios name, and what the tests of ha-prod give them as a site.

Another stand-in = a folder with a Dockerfile, and a line here.
"""
