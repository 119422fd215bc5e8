"""airkust report: one page about one input, for people."""

import os
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from airkust.cli.baselines import Baselines
from airkust.cli.choice import Choice
from airkust.cli.gather import SourceReader, gather
from airkust.cli.inputs import STDIN, choose
from airkust.cli.judging import judge
from airkust.cli.reporting import EXIT_CLEAN, EXIT_FINDINGS
from airkust.cli.terminal import emit, note, progress
from airkust.cli.waivers import Waiving
from airkust.errors import UsageError
from airkust.model.external import read_externals
from airkust.model.finding import Severity
from airkust.model.profile import Profile
from airkust.model.result import CheckResult
from airkust.report import html
from airkust.report.html.words import counted
from airkust.rules.engine import select
from airkust.workspace import report_files, settings

DEFAULT_FILE = Path("airkust-report.html")
STDOUT = Path("-")
DIGITS = 11
"""Of a moment in seconds, so that Python knows its date."""

MEASURED = Path("overlays/ha-prod"), Path("docs/drills.md")
"""The overlay whose faults were measured, and where that is written, both in this repository."""


def run(
    overlay: str,
    *,
    file: Path,
    profile: Profile | None,
    only: Sequence[str],
    skip: Sequence[str],
    external: Sequence[str],
    facts: Path | None,
    fail_on: Severity,
) -> int:
    """Write the page; returns the exit code that `check` would."""
    select(Profile.STRICT, only, skip)  # a mistyped rule is said before anything is built
    if file.is_dir():
        raise UsageError(f"{file}: is a directory", hint=f"for instance -o {file / DEFAULT_FILE}")
    choice = Choice(profile, only, skip, read_externals(external, "--external"), facts)
    project = settings.load(Path.cwd())
    [chosen] = choose([overlay], project)
    known = Baselines(None)
    waiving = Waiving(project, datetime.now().astimezone().date(), only, skip)
    start = time.perf_counter()
    with progress(f"building {overlay}"):
        [gathered] = gather([chosen])
    rendering = choice.rendering(gathered)
    found = judge(chosen, rendering, choice, waiving, SourceReader([gathered]))
    [result] = waiving.finish([chosen], [found])
    result = known.apply(chosen, result)
    about = html.About(choice.profile_of(chosen), _today(), version("airkust"), _drills(overlay, file))
    page = html.render(rendering, result, about).encode()
    if file == STDOUT:
        emit(page)
    else:
        report_files.write(file, page)
    note(_summary(file, result, len(page), time.perf_counter() - start))
    worst_first = list(Severity)
    failed = any(result.count(each) for each in worst_first[: worst_first.index(fail_on) + 1])
    return EXIT_FINDINGS if failed else EXIT_CLEAN


def _today() -> str:
    """The date. SOURCE_DATE_EPOCH fixes it, for the same bytes again (reproducible-builds.org)."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    fixed = epoch.isdecimal() and len(epoch) <= DIGITS
    moment = datetime.fromtimestamp(int(epoch), UTC) if fixed else datetime.now(UTC)
    return f"{moment:%Y-%m-%d}"


def _drills(overlay: str, file: Path) -> str:
    """The way from the page to the measured costs; "" where they are not of this input, or not there."""
    measured, drills = MEASURED
    if (
        overlay == STDIN
        or file == STDOUT
        or not drills.is_file()
        or Path(overlay).resolve() != measured.resolve()
    ):
        return ""
    return Path(os.path.relpath(drills.resolve(), file.resolve().parent)).as_posix()


def _summary(file: Path, result: CheckResult, size: int, seconds: float) -> str:
    """One line: the page, its size, what it took, what it says."""
    counts = [
        f"{number} info" if severity is Severity.INFO else counted(number, severity)
        for severity in Severity
        if (number := result.count(severity))
    ]
    name = "standard output" if file == STDOUT else str(file)
    parts = (name, f"{size / 1000:.0f} kB", f"{seconds:.2f} s", counted(result.objects, "object"))
    return "  ".join((*parts, ", ".join(counts) or "no findings"))
