"""airkust check: what the rules find."""

import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from airkust.cli.facts import facts_of
from airkust.cli.gather import SourceReader, gather
from airkust.cli.inputs import choose
from airkust.cli.reporting import Judged, Report
from airkust.cli.terminal import progress
from airkust.model.external import External, read_externals
from airkust.model.profile import Profile
from airkust.rules import check, find
from airkust.workspace import settings

DEFAULT_PROFILE = Profile.HA
"""For inputs airkust.toml does not list: whoever asks wants to know what would not keep running."""


def run(
    arguments: Sequence[str],
    *,
    profile: Profile | None,
    only: Sequence[str],
    skip: Sequence[str],
    external: Sequence[str],
    facts: Path | None,
    report: Report,
) -> int:
    """Check and report; returns the exit code."""
    for name in (*only, *skip):
        find(name)  # a mistyped rule is said before anything is built
    declared = read_externals(external, "--external")
    inputs = choose(arguments, settings.load(Path.cwd()))
    with progress(f"building {', '.join(each.name for each in inputs)}"):
        gathered = gather(inputs)
    read = SourceReader(gathered)
    judged = []
    for each in gathered:
        start = time.perf_counter()
        result = check(
            replace(
                each.rendering,
                external=_union(each.input.external, declared),
                facts=facts_of(each.input, facts),
            ),
            profile=profile or each.input.profile or DEFAULT_PROFILE,
            only=only,
            skip=skip,
            read=read,
        )
        judged.append(Judged(each, result, f"check {time.perf_counter() - start:.2f} s"))
    return report.tell(judged)


def _union(listed: frozenset[External] | None, declared: frozenset[External]) -> frozenset[External] | None:
    """Nothing declared anywhere is not the same as an empty declaration."""
    return (listed or frozenset()) | declared if declared or listed is not None else None
