"""Which number does a setting come to, and where would it be changed?"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import isfinite

from airkust.model.defaults import DEFAULTS
from airkust.model.finding import Edit
from airkust.model.resource import ResourceId
from airkust.model.settings import Settings, variable
from airkust.model.value import Known, Setting, Undetermined
from airkust.model.workload import Workload


@dataclass(frozen=True, slots=True)
class Measure:
    """A setting that is a number.

    Attributes:
        number: In the unit of the setting.
    """

    section: str
    key: str
    number: float
    setting: Setting

    def __str__(self) -> str:
        return f"[{self.section}] {self.key} {self.number:g}"

    def place(self, workload: Workload) -> tuple[ResourceId, str]:
        """The object and the field that set it; the workload it holds for where nothing does."""
        return (self.setting.holder, self.setting.field) if self.setting.holder else (workload.id, "")

    def edits(self, number: float) -> tuple[Edit, ...]:
        """What would set it to a number, where it has a line of its own in a ConfigMap."""
        own = f"data.{variable(self.section, self.key)}"
        holder, field = self.setting.holder, self.setting.field
        mendable = holder is not None and holder.kind == "ConfigMap" and field == own
        return (Edit(field, f'"{number:g}"'),) if mendable else ()


def measure(settings: Settings | None, section: str, key: str) -> Measure | Undetermined:
    """One setting as a number.

    Args:
        settings: Those of a container; None for one that has none, where the defaults hold.
        section: For instance "workers".
        key: For instance "max_failed_heartbeats".

    Returns:
        The fact that is missing, where the manifests do not tell or what they say is no number.
    """
    setting = settings.get(section, key) if settings else _default(section, key)
    if setting.text is None:
        fact = setting.value.fact if isinstance(setting.value, Undetermined) else setting.value
        return Undetermined(f"[{section}] {key}: {fact or 'nobody sets it'}")
    try:
        number = float(setting.text.split("#")[0].strip())
    except ValueError:
        number = float("nan")
    if not isfinite(number):
        return Undetermined(f'[{section}] {key}: "{setting.text}" is no number')
    return Measure(section, key, number, setting)


def known(measures: Iterable[Measure | Undetermined]) -> Iterator[Measure]:
    """Those that are known."""
    return (each for each in measures if isinstance(each, Measure))


def _default(section: str, key: str) -> Setting:
    text = DEFAULTS.get((section, key))
    return Setting(None if text is None else Known(text))
