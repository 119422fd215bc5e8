"""airkust validate: every object against its schema."""

import time
from collections.abc import Sequence
from pathlib import Path

from airkust.cli.gather import SourceReader, gather
from airkust.cli.inputs import choose
from airkust.cli.reporting import Judged, Report
from airkust.cli.terminal import progress
from airkust.schema import prepare, validate
from airkust.workspace import settings


def run(
    arguments: Sequence[str], kubernetes_version: str | None, schema_dirs: Sequence[Path], report: Report
) -> int:
    """Validate and report; returns the exit code."""
    project = settings.load(Path.cwd())
    inputs = choose(arguments, project)
    with progress("preparing the schemas"):
        judge = prepare(kubernetes_version or project.kubernetes_version, schema_dirs)
    with progress(f"building {', '.join(each.name for each in inputs)}"):
        gathered = gather(inputs)
    start = time.perf_counter()
    with progress(f"validating for Kubernetes {judge.kubernetes_version}"):
        results = validate([each.rendering for each in gathered], judge, SourceReader(gathered))
    stage = f"validate {time.perf_counter() - start:.2f} s"
    if len(gathered) > 1:
        stage += f", all {len(gathered)} at once"  # one kubeconform judges all inputs
    return report.tell([Judged(each, result, stage) for each, result in zip(gathered, results, strict=True)])
