"""airkust check: what the rules find."""

import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from airkust.cli.baselines import Baselines, write
from airkust.cli.choice import Choice
from airkust.cli.fix_preview import show
from airkust.cli.gather import Gathered, SourceReader, gather
from airkust.cli.inputs import choose
from airkust.cli.judging import judge
from airkust.cli.reporting import Judged, Report
from airkust.cli.terminal import note, progress
from airkust.cli.waivers import Waiving
from airkust.errors import UsageError
from airkust.model.external import read_externals
from airkust.model.profile import Profile
from airkust.rules import describe
from airkust.workspace import settings


def run(
    arguments: Sequence[str],
    *,
    profile: Profile | None,
    only: Sequence[str],
    skip: Sequence[str],
    external: Sequence[str],
    facts: Path | None,
    baseline: Path | None,
    write_baseline: Path | None,
    fix_preview: bool,
    report: Report,
) -> int:
    """Check and report; returns the exit code."""
    for name in (*only, *skip):
        describe(name)  # a mistyped rule is said before anything is built
    if baseline and write_baseline:
        raise UsageError("--baseline and --write-baseline exclude each other", hint="the latter writes all")
    choice = Choice(profile, only, skip, read_externals(external, "--external"), facts)
    project = settings.load(Path.cwd())
    inputs = choose(arguments, project)
    known = Baselines(baseline)
    waiving = Waiving(project, datetime.now().astimezone().date(), only, skip)
    with progress(f"building {', '.join(each.name for each in inputs)}"):
        gathered = gather(inputs)
    read = SourceReader(gathered)
    judged = [_judge(each, choice, waiving, read) for each in gathered]
    results = waiving.finish(inputs, [each.result for each in judged])
    if write_baseline:
        number = write(write_baseline, list(zip(inputs, results, strict=True)))
        note(f"{write_baseline}: holds {number} {'finding' if number == 1 else 'findings'}")
        known = Baselines(write_baseline)
    results = [known.apply(each, result) for each, result in zip(inputs, results, strict=True)]
    if fix_preview:
        show(gathered, results)
    return report.tell([replace(each, result=new) for each, new in zip(judged, results, strict=True)])


def _judge(each: Gathered, choice: Choice, waiving: Waiving, read: SourceReader) -> Judged:
    """What the rules find in one input, less what is waived, with the time that took."""
    start = time.perf_counter()
    result = judge(each.input, choice.rendering(each), choice, waiving, read)
    return Judged(each, result, f"check {time.perf_counter() - start:.2f} s")
