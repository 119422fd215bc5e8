"""Where do the figures of a whole run go? Into docs/drills.json, which docs/drills.md is made from."""

import json
import os
import platform
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tests.cluster.drills.stage import Outcome, Stage
from tests.cluster.kubectl import ROOT

FILE = ROOT / "docs" / "drills.json"
KEPT = 2  # runs: one says what it costs, two that it was no luck


def write(stage: Stage) -> None:
    """Put a run before the one that was the last, and forget older ones.

    Raises:
        AssertionError: It is not a whole run; nothing is written.
    """
    wanted = {path.stem.removeprefix("test_") for path in Path(__file__).parent.glob("test_*.py")}
    missing = sorted(wanted - {outcome.name for outcome in stage.outcomes})
    assert not missing, f"figures are written for a whole run only; without an outcome: {', '.join(missing)}"
    earlier = json.loads(FILE.read_text())["runs"] if FILE.exists() else []
    this = {
        "at": datetime.now(UTC).isoformat(timespec="minutes"),
        "machine": _machine(),
        "versions": _versions(stage),
        "drills": [_plain(outcome) for outcome in stage.outcomes],
    }
    FILE.write_text(json.dumps({"runs": [this, *earlier][:KEPT]}, indent=1) + "\n")


def _plain(outcome: Outcome) -> dict[str, Any]:
    """An outcome with numbers of tasks instead of their names."""
    counted = {
        name: value if isinstance(value, int) else len(value) for name, value in asdict(outcome.tally).items()
    }
    return {**asdict(outcome), "tally": counted}


def _machine() -> dict[str, Any]:
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    return {
        "cores": os.cpu_count(),
        "memory": f"{memory / 2**30:.0f} GiB",
        "system": f"{platform.system()} {platform.release()} {platform.machine()}",
    }


def _versions(stage: Stage) -> dict[str, str]:
    version = json.loads(stage.kubectl.run("version", "--output", "json"))["serverVersion"]["gitVersion"]
    [(postgresql,)] = stage.metadata.rows("show server_version")
    inside = ["exec", "deployment/airflow-scheduler", "--container", "airflow", "--", "airflow", "version"]
    pooler = ["exec", "deployment/airflow-pgbouncer", "--", "pgbouncer", "--version"]
    return {
        "Kubernetes": str(version).removeprefix("v"),
        "Airflow": stage.kubectl.run(*inside).split()[-1],
        "PostgreSQL": str(postgresql).split()[0],
        "PgBouncer": stage.kubectl.run(*pooler).split()[1],
    }
