"""How is every input compared once?

Imported while kustomize runs: what compares takes longer to import than to do its work.
"""

import os
import sys
from collections.abc import Sequence

from airkust.cli.diff_question import Question
from airkust.cli.diff_reporting import Telling
from airkust.cli.diff_source import Source, against
from airkust.cli.gather import Gathered, gather
from airkust.cli.inputs import Input
from airkust.diff.answers import masked
from airkust.diff.compare import compare, compare_objects
from airkust.diff.comparison import Comparison
from airkust.diff.masking import Masker
from airkust.diff.site import Site
from airkust.diff.snapshot import Snapshot, dump
from airkust.diff.standing import with_standing
from airkust.diff.state import Collected
from airkust.errors import UsageError
from airkust.model.rendering import Rendering
from airkust.workspace import private_files
from airkust.workspace.diff_key import key_id, site_key
from airkust.workspace.revision import exported


class Round:
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
        comparisons = [self._compared(each) for each in gathered]
        if self._question.every:
            sys.stdout.write("\033[H\033[2J")  # to the corner, and all gone
        if self._question.snapshot:
            private_files.replace(self._question.snapshot, dump(self._snapshot(comparisons[0])))
        notes = dict.fromkeys(note for collected in self._collected for note in collected.notes)
        return self._telling.tell(comparisons, (*self._notes, *notes))

    def _compared(self, each: Gathered) -> Comparison:
        question = self._question
        rendering = question.choice.rendering(each)
        profile = question.choice.profile_of(each.input)
        site = Site(profile, rendering.external, rendering.facts, question.place.manager)
        collected = self._ask(rendering)
        self._collected.append(collected)
        beside = against(self._live, collected, base=question.base or "", file=question.place.against)
        comparison = compare(rendering, collected, self._masker, against=beside, site=site)
        if not question.base:
            return comparison
        if each.input.path is None or each.input.is_rendered:
            raise UsageError(f"--base: {each.input.name} is no overlay directory")
        with exported(each.input.path, question.base) as there:
            before = gather([Input(str(there), there, None, each.input.external)])[0].rendering
            asked = self._ask(before)
        return with_standing(comparison, compare_objects(before, asked, self._masker, site))

    def _ask(self, rendering: Rendering) -> Collected:
        """What is live; beside a snapshot, which is masked, the manifests are masked as well."""
        collected = self._live.ask(rendering)
        return masked(collected, self._masker) if self._live.snapshot else collected

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
