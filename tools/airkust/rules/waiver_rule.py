"""What is a rule about waivers? It judges one at a time, after the rules that look at manifests."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from airkust.model.waiver import Waiver
from airkust.rules.rule import Described


@dataclass(frozen=True, slots=True)
class Use:
    """A waiver, and what became of it.

    Attributes:
        tried: Whether its rule ran where it holds, and looked at everything.
        used: Whether it met a finding.
        today: The day that counts.
        faults: What is written wrong, as the end of a sentence; none in a waiver that holds.
    """

    waiver: Waiver
    tried: bool
    used: bool
    today: date
    faults: tuple[str, ...]

    @property
    def is_over(self) -> bool:
        """Whether its last day has passed."""
        last = self.waiver.last_day
        return last is not None and last < self.today


@dataclass(frozen=True, slots=True)
class WaiverRule(Described):
    """One judgement of a waiver: what is wrong with it, as a finding's message, or ""."""

    judge: Callable[[Use], str]

    @property
    def module(self) -> str:
        return self.judge.__module__
