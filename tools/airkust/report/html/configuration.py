"""Which configuration of Airflow is in effect in each component, and where do they differ?"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from airkust.model.defaults import DEFAULTS
from airkust.model.rendering import Rendering
from airkust.model.settings import Settings
from airkust.model.value import Setting, Value
from airkust.report.masking import masked

SHOWN = 30
"""Components whose configuration is told; more are not one Airflow."""

LONGEST = 600
"""Characters of a value."""


@dataclass(frozen=True, slots=True)
class Row:
    """One setting of one component.

    Attributes:
        where: The object and field it stands in.
        compared: How it relates to the others: "" where all that set it say the same.
    """

    section: str
    key: str
    value: str
    where: str
    compared: str


@dataclass(frozen=True, slots=True)
class Configuration:
    """One component's.

    Attributes:
        unread: Objects outside the rendering that may set more.
        defaults: Section, key and value of what Airflow does where nobody says; only what rules ask for.
    """

    title: str
    rows: tuple[Row, ...]
    unread: tuple[str, ...]
    defaults: tuple[tuple[str, str, str], ...]

    @property
    def differing(self) -> int:
        """How many settings another component has otherwise."""
        return sum(bool(row.compared) for row in self.rows)


def configurations(rendering: Rendering) -> tuple[Configuration, ...]:
    """Of every component, then of the task pods; at most SHOWN."""
    sources = list(_sources(rendering))[:SHOWN]
    stated = [settings.stated for _, settings in sources]
    values = Counter((name, setting.value) for each in stated for name, setting in each.items())
    holders = Counter(name for each in stated for name in each)
    return tuple(
        Configuration(
            title,
            tuple(_row(name, setting, values, holders) for name, setting in sorted(settings.stated.items())),
            settings.environment.unread,
            tuple(_defaults(settings)),
        )
        for title, settings in sources
    )


def _sources(rendering: Rendering) -> Iterator[tuple[str, Settings]]:
    workloads = Counter(found.workload for found in rendering.airflow.containers)
    for found in rendering.airflow.containers:
        several = f", container {found.container.name}" if workloads[found.workload] > 1 else ""
        yield f"{found.component.value}: {found.workload}{several}", found.settings
    for workload in rendering.airflow.task_pods:
        for container in workload.containers[:1]:
            yield f"task pods: {workload}", rendering.airflow.settings(workload, container)


def _row(
    name: tuple[str, str],
    setting: Setting,
    values: Mapping[tuple[tuple[str, str], Value | None], int],
    holders: Mapping[tuple[str, str], int],
) -> Row:
    section, key = name
    same, have = values[name, setting.value], holders[name]
    compared = "" if same == have else f"{have - same} of {have} have another value"
    text = masked(key, setting.value)
    shown = text if len(text) <= LONGEST else f"{text[:LONGEST]}…"
    return Row(section, key, shown, _where(setting), compared)


def _where(setting: Setting) -> str:
    """The object, and the field where it does not merely repeat the setting's name."""
    field = setting.field.removeprefix("spec.template.").removeprefix("spec.")
    return " ".join(filter(None, (str(setting.holder or ""), "" if field.startswith("data") else field)))


def _defaults(settings: Settings) -> Iterator[tuple[str, str, str]]:
    stated = settings.stated
    if not settings.environment.unread:
        for (section, key), value in sorted(DEFAULTS.items()):
            if (section, key) not in stated and settings.get(section, key).is_default:
                yield section, key, value
