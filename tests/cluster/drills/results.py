"""Where do a drill's figures go? Into docs/drills.json, which docs/drills.md is made from."""

import json
import os
import platform
import subprocess
from dataclasses import asdict
from datetime import UTC, datetime
from functools import cache
from typing import Any

from tests.cluster.drills.metadata import Metadata
from tests.cluster.drills.outcome import Outcome
from tests.cluster.kubectl import ROOT, Kubectl

FILE = ROOT / "docs" / "drills.json"
DRILLED = ("base", "components", "overlays", "docker", "tools/lab", "tests/cluster")
KEPT = 2  # runs of a drill: one says what it costs, two that it was no luck


def write(outcome: Outcome, kubectl: Kubectl, metadata: Metadata) -> None:
    """Put an outcome before that of the drill's last run, and forget older ones.

    At once, so that hours of drills that are cut off are not lost.
    """
    runs: dict[str, list[dict[str, Any]]] = json.loads(FILE.read_text()) if FILE.exists() else {}
    this = {
        "at": datetime.now(UTC).isoformat(timespec="minutes"),
        "machine": machine(),
        "versions": versions(kubectl, metadata),
        "commit": commit(),
        **asdict(outcome),
        "tally": {
            name: value if isinstance(value, int) else len(value)
            for name, value in asdict(outcome.tally).items()
        },
    }
    runs[outcome.name] = [this, *runs.get(outcome.name, [])][:KEPT]
    draft = FILE.with_suffix(".draft")
    draft.write_text(json.dumps(dict(sorted(runs.items())), indent=1) + "\n")
    draft.replace(FILE)


def machine() -> str:
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    return f"{os.cpu_count()} cores, {memory / 2**30:.0f} GiB, {platform.system()} {platform.machine()}"


@cache
def commit() -> str:
    """What was drilled, and whether the tree held changes to it."""
    head = _git("rev-parse", "--short=9", "HEAD")
    return f"{head} with changes" if _git("status", "--porcelain", "--", *DRILLED) else head


def _git(*args: str) -> str:
    return subprocess.run(["git", *args], check=True, capture_output=True, text=True, cwd=ROOT).stdout.strip()


@cache
def versions(kubectl: Kubectl, metadata: Metadata) -> str:
    """What was broken: of the cluster, of Airflow and of what it stands on."""
    server = json.loads(kubectl.run("version", "--output", "json"))["serverVersion"]["gitVersion"]
    [(postgresql,)] = metadata.rows("show server_version")
    airflow = kubectl.run(
        "exec", "deployment/airflow-scheduler", "--container", "airflow", "--",
        "python", "-c", "from importlib.metadata import version; print(version('apache-airflow-core'))",
    )  # fmt: skip
    pooler = kubectl.run("exec", "deployment/airflow-pgbouncer", "--", "pgbouncer", "--version")
    return (
        f"Kubernetes {str(server).removeprefix('v')}, Airflow {airflow.strip()}, "
        f"PostgreSQL {str(postgresql).split()[0]}, PgBouncer {pooler.split()[1]}"
    )
