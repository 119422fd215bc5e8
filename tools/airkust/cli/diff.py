"""airkust diff: what applying an overlay would do to the cluster."""

import os
import sys
import time
import traceback
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from airkust.cli.diff_reporting import Telling
from airkust.cli.diff_source import Place, Source, source
from airkust.cli.gather import Gathered, gather
from airkust.cli.inputs import Input, choose
from airkust.cli.judging import Choice
from airkust.cli.parallel import meanwhile
from airkust.diff.compare import Site, compare, compare_objects
from airkust.diff.comparison import Comparison
from airkust.diff.masking import Masker
from airkust.diff.snapshot import Snapshot, dump
from airkust.diff.standing import with_standing
from airkust.errors import AirkustError, ClusterFailed, ToolFailed, ToolMissing, UsageError
from airkust.workspace import report_files, settings
from airkust.workspace.diff_key import key_id, site_key
from airkust.workspace.revision import exported

if TYPE_CHECKING:
    from airkust.diff.state import Collected


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked, as the command line has it.

    Attributes:
        base: The git revision of the three-point view; None without it.
        snapshot: Where the live state is written; None for nowhere.
        choice: By which rules the change is judged, and what is known besides.
        every: Seconds between two comparisons; None for a single one.
    """

    place: Place
    base: str | None
    snapshot: Path | None
    choice: Choice
    every: float | None


def run(arguments: Sequence[str], question: Question, telling: Telling) -> int:
    """Compare and report; returns the exit code.

    Raises:
        AirkustError: The input cannot be read, or the cluster cannot be asked at all. Its exit code is 2.
    """
    if question.every and not sys.stdout.isatty():
        raise UsageError("--watch needs a terminal", hint="for a file or a pipe compare once")
    inputs = _inputs(arguments)
    try:
        with meanwhile(lambda: gather(inputs)) as gathered, source(question.place) as live:
            code = _Round(question, live, telling).run(gathered())
            while question.every:
                time.sleep(question.every)
                code = _Round(question, live, telling).run(gather(inputs))
            return code
    except (ToolMissing, ToolFailed) as error:  # whose 3 means a failed gate here
        raise ClusterFailed(error.message, hint=error.hint) from error
    except AirkustError:
        raise
    except Exception as error:  # noqa: BLE001 -- exit code 1 would mean "different"; the message may quote
        raise _bug(error) from None


def _bug(error: Exception) -> ClusterFailed:
    """A fault of ours: where it happened, without a word of what was compared."""
    frames = traceback.extract_tb(error.__traceback__)
    places = " < ".join(f"{Path(frame.filename).name}:{frame.lineno}" for frame in reversed(frames))
    return ClusterFailed(
        f"airkust itself failed: {type(error).__name__} at {places}", hint="please report this line"
    )


def _inputs(arguments: Sequence[str]) -> tuple[Input, ...]:
    """What to compare: a cluster rarely runs all overlays of a project, so that several must be named."""
    found = choose(arguments, settings.load(Path.cwd()))
    if not arguments and len(found) > 1:
        names = " or ".join(each.name for each in found)
        raise UsageError("which overlay does the cluster run?", hint=f"name it: {names}")
    return found


class _Round:
    """One comparison of every input."""

    def __init__(self, question: Question, live: Source, telling: Telling) -> None:
        self._question = question
        self._live = live
        self._telling = telling
        place = question.place
        self._key = site_key() if question.snapshot or place.against else os.urandom(32)
        foreign = live.snapshot is not None and live.snapshot.key_id != key_id(self._key)
        self._masker = Masker(None if foreign else self._key)
        self._notes = (
            (f"{place.against}: its secrets were masked with another key: they are not compared",)
            if foreign
            else ()
        )
        self._collected: list[Collected] = []

    def run(self, gathered: Sequence[Gathered]) -> int:
        """Compare, write the snapshot, report."""
        if self._question.every:
            sys.stdout.write("\033[H\033[2J")  # to the corner, and all gone
        comparisons = [self._compared(each) for each in gathered]
        if self._question.snapshot:
            report_files.write(self._question.snapshot, dump(self._snapshot(comparisons[0])))
        return self._telling.tell(comparisons, self._notes)

    def _compared(self, each: Gathered) -> Comparison:
        question = self._question
        rendering = question.choice.rendering(each)
        profile = question.choice.profile_of(each.input)
        site = Site(profile, rendering.external, rendering.facts, question.place.manager)
        collected = self._live.ask(rendering)
        self._collected.append(collected)
        against = self._live.against(collected, base=question.base or "", file=question.place.against)
        comparison = compare(rendering, collected, self._masker, against=against, site=site)
        if not question.base:
            return comparison
        if each.input.path is None or each.input.is_rendered:
            raise UsageError(f"--base: {each.input.name} is no overlay directory")
        with exported(each.input.path, question.base) as there:
            before = gather([Input(str(there), there, None, each.input.external)])[0].rendering
            asked = self._live.ask(before)
        return with_standing(comparison, compare_objects(before, asked, self._masker, site))

    def _snapshot(self, comparison: Comparison) -> Snapshot:
        live = {
            each.id: self._masker.live(each)
            for collected in self._collected
            for each in (*(state.live for state in collected.states if state.live), *collected.others)
        }
        against = comparison.against
        return Snapshot(
            against.at,
            against.cluster,
            against.version,
            self._live.namespace,
            key_id(self._key),
            tuple(live.values()),
        )
