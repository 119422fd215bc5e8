"""Which waivers hold for an input, and which of them are judged where?"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from airkust.cli.inputs import Input
from airkust.model.rendering import Rendering
from airkust.model.result import CheckResult
from airkust.parse import ReadSource
from airkust.rules import on_objects, select_waiver_rules, waive, with_waivers_judged
from airkust.workspace.settings import Settings


@dataclass(frozen=True, slots=True)
class Waiving:
    """How waivers are looked at in this run.

    Attributes:
        project: airkust.toml, with the waivers that hold for every input.
        today: The day that counts.
        only: As for `select_waiver_rules`.
        skip: As for `select_waiver_rules`.
    """

    project: Settings
    today: date
    only: Sequence[str]
    skip: Sequence[str]

    def apply(self, each: Input, rendering: Rendering, result: CheckResult, read: ReadSource) -> CheckResult:
        """The result without what is allowed, and with what is wrong with the input's own waivers."""
        waived = waive(result, rendering, (*each.waivers, *self.project.waivers), self.today)
        own = (*on_objects(rendering, read), *each.waivers)
        rules = select_waiver_rules(self.only, self.skip)
        return with_waivers_judged(waived, own, [waived], today=self.today, rules=rules)

    def finish(self, inputs: Sequence[Input], results: Sequence[CheckResult]) -> list[CheckResult]:
        """The results, the first of them with what is wrong with the waivers of the whole project.

        Such a waiver may be used by any overlay: it is unused only if all of them were looked at.
        """
        if not self.project.waivers:
            return list(results)
        looked_at = {each.path.resolve() for each in inputs if each.path}
        listed = {overlay.path.resolve() for overlay in self.project.overlays}
        over = results if listed and listed <= looked_at else ()
        first = with_waivers_judged(
            results[0],
            self.project.waivers,
            over,
            today=self.today,
            rules=select_waiver_rules(self.only, self.skip),
        )
        return [first, *results[1:]]
