"""How is a site completed for a run? By a layer of the run's own, in build/, above the site's files.

It brings what the site's files do not hold: the database's certificate, which nobody should find in a
repository, and the DAGs, which have their place elsewhere.
"""

import subprocess
from pathlib import Path

from tests.cluster.ha.facts import SITE
from tests.cluster.kubectl import ROOT

DATABASE = f"database.{SITE}.svc.cluster.local"

LAYER = """\
apiVersion: kustomize.config.k8s.io/v1beta1
kind: Kustomization
resources:
  - {site}
configMapGenerator:
  - name: airflow-pgbouncer-database
    namespace: airflow
    behavior: merge
    files:
      - ca.crt=tls.crt
  - name: repository
    namespace: airflow-site
    files: [{dags}]
{settings}
secretGenerator:
  - name: database-tls
    namespace: airflow-site
    files: [tls.crt, tls.key]
"""

SETTINGS = """\
  - name: airflow-config
    namespace: airflow
    behavior: merge
    literals: [{literals}]
"""


def write(folder: Path, site: Path, dags: list[Path], settings: dict[str, str] | None = None) -> str:
    """Write a layer, with a certificate made when there is none yet, and return its path for kubectl.

    Args:
        folder: In build/; made if need be.
        site: The folder with the site's kustomization.
        dags: The files of the repository.
        settings: Of Airflow, beyond those of the overlay.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for dag in dags:
        (folder / dag.name).write_text(dag.read_text())
    literals = ", ".join(f"{name}={value}" for name, value in (settings or {}).items())
    text = LAYER.format(
        site=Path("../" * len(folder.relative_to(ROOT).parts)) / site.relative_to(ROOT),
        dags=", ".join(dag.name for dag in dags),
        settings=SETTINGS.format(literals=literals) if literals else "",
    )
    (folder / "kustomization.yaml").write_text(text)
    if not (folder / "tls.crt").exists():
        _make_certificate(folder)
    return str(folder.relative_to(ROOT))


def _make_certificate(folder: Path) -> None:
    """Make one that is its own authority."""
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-noenc", "-days", "2",
         "-subj", f"/CN={DATABASE}", "-addext", f"subjectAltName=DNS:{DATABASE}",
         "-keyout", "tls.key", "-out", "tls.crt"],
        check=True, capture_output=True, cwd=folder,
    )  # fmt: skip
