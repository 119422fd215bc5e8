"""airkust validate: every object against its schema."""

import time
from collections.abc import Sequence
from pathlib import Path

from airkust.cli.gather import SourceReader, gather
from airkust.cli.inputs import choose
from airkust.cli.reporting import Judged, Report
from airkust.cli.terminal import progress
from airkust.schema import Schemas, require_version, validate
from airkust.workspace import settings


def run(
    arguments: Sequence[str], kubernetes_version: str | None, schema_dirs: Sequence[Path], report: Report
) -> int:
    """Validate and report; returns the exit code."""
    project = settings.load(Path.cwd())
    version = require_version(kubernetes_version or project.kubernetes_version)
    inputs = choose(arguments, project)
    with progress(f"building {', '.join(each.name for each in inputs)}"):
        gathered = gather(inputs)
    start = time.perf_counter()
    with progress(f"validating for Kubernetes {version}"):
        results = validate(
            [each.rendering for each in gathered],
            Schemas(version, tuple(schema_dirs)),
            SourceReader(gathered),
        )
    seconds = time.perf_counter() - start
    # one kubeconform judges all inputs: its time is theirs together
    stage = "validate" if len(gathered) == 1 else "validate, all together,"
    return report.tell(
        [Judged(each, result, stage, seconds) for each, result in zip(gathered, results, strict=True)]
    )
