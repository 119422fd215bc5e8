"""How is every input compared once?

What compares takes longer to import than to do its work, so that it is imported while the cluster answers.
"""

# ruff: noqa: PLC0415

import os
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from airkust.cli.choice import Choice
from airkust.cli.diff_question import Question
from airkust.cli.diff_reporting import Telling
from airkust.cli.diff_source import Source
from airkust.cli.gather import Gathered, gather
from airkust.cli.inputs import Input
from airkust.cli.parallel import meanwhile
from airkust.diff.masking import Masker
from airkust.diff.site import Site
from airkust.errors import UsageError
from airkust.workspace import private_files
from airkust.workspace.diff_key import key_id, site_key

if TYPE_CHECKING:
    from types import ModuleType

    from airkust.diff.comparison import Against, Comparison
    from airkust.diff.state import Collected
    from airkust.model.rendering import Rendering


class Round:
    """One comparison of every input."""

    def __init__(self, question: Question, live: Source, telling: Telling) -> None:
        self._question = question
        self._live = live
        self._telling = telling
        self._choice = Choice(question.profile, (), (), question.external, question.facts)
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
            self._record(self._question.snapshot, comparisons[0].against)
        notes = dict.fromkeys(note for collected in self._collected for note in collected.notes)
        return self._telling.tell(comparisons, (*self._notes, *notes))

    def _compared(self, each: Gathered) -> "Comparison":
        question = self._question
        rendering = self._choice.rendering(each)
        profile = self._choice.profile_of(each.input)
        site = Site(profile, rendering.external, rendering.facts, question.place.manager)
        with meanwhile(self._comparing) as comparing:
            collected = self._ask(rendering)
        self._collected.append(collected)
        against = self._against(collected)
        comparison = comparing().compare(rendering, collected, self._masker, against=against, site=site)
        return self._beside_base(comparison, each.input, question.base, site) if question.base else comparison

    def _comparing(self) -> "ModuleType":
        """What compares, and what tells of it."""
        from airkust.diff import compare

        self._telling.load()
        return compare

    def _beside_base(self, comparison: "Comparison", of: Input, base: str, site: Site) -> "Comparison":
        """The comparison, where changes that the base revision brings as well are marked."""
        from airkust.diff.compare import compare_objects
        from airkust.diff.standing import with_standing
        from airkust.workspace.revision import exported

        if of.path is None or of.is_rendered:
            raise UsageError(f"--base: {of.name} is no overlay directory")
        with exported(of.path, base) as there:
            before = gather([Input(str(there), there, None, of.external)])[0].rendering
            asked = self._ask(before)
        return with_standing(comparison, compare_objects(before, asked, self._masker, site))

    def _against(self, collected: "Collected") -> "Against":
        """What an answer was compared with."""
        from airkust.diff.comparison import Against

        recorded, question = self._live.snapshot, self._question
        at = recorded.at if recorded else datetime.now(UTC)
        file = str(question.place.against or "")
        return Against(collected.cluster, collected.version, at, file, question.base or "")

    def _ask(self, rendering: "Rendering") -> "Collected":
        """What is live; beside a snapshot, which is masked, the manifests are masked as well."""
        collected = self._live.ask(rendering)
        if not self._live.snapshot:
            return collected
        from airkust.diff.answers import masked

        return masked(collected, self._masker)

    def _record(self, file: Path, against: "Against") -> None:
        """Write what lives to a file."""
        from airkust.diff.snapshot import Snapshot, dump

        live = {
            each.id: self._masker.live(each)
            for collected in self._collected
            for each in (*(state.live for state in collected.states if state.live), *collected.others)
        }
        snapshot = Snapshot(
            against.at,
            against.cluster,
            against.version,
            self._live.namespace,
            key_id(self._key),
            tuple(live.values()),
        )
        private_files.replace(file, dump(snapshot))
