"""Which settings do the manifests write, whether Airflow reads them or not?"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from airkust.model.airflow import Airflow
from airkust.model.renamed_settings import Name
from airkust.model.settings import INDIRECT, Settings, variable
from airkust.model.value import Setting

VARIABLE = re.compile(r"AIRFLOW__([A-Z0-9_]+?)__([A-Z0-9_-]+)")


@dataclass(frozen=True, slots=True)
class WrittenSetting:
    """A setting as somebody wrote it.

    Attributes:
        name: Section and key, the suffix `_cmd` or `_secret` included.
        in_file: It stands in an airflow.cfg, else it is an environment variable.
    """

    name: Name
    setting: Setting
    in_file: bool

    @property
    def base(self) -> Name:
        """Without `_cmd` or `_secret` at the end."""
        section, key = self.name
        suffix = next((suffix for suffix in INDIRECT if key.endswith(suffix)), "")
        return section, key.removesuffix(suffix)

    def spell(self, name: Name) -> str:
        """How another setting would be written in the same place."""
        return f"[{name[0]}] {name[1]}" if self.in_file else variable(*name)

    def __str__(self) -> str:
        return self.spell(self.name)


def configurations(airflow: Airflow) -> Iterator[tuple[str, Settings]]:
    """The configuration of every container that runs Airflow or a task, with its image."""
    for found in airflow.containers:
        yield found.container.image, found.settings
    for workload in airflow.task_pods:
        for container in workload.containers[:1]:
            yield container.image, airflow.settings(workload, container)


def written_settings(settings: Settings) -> Iterator[WrittenSetting]:
    """The settings of a container's environment, then of its airflow.cfg."""
    for name, setting in settings.environment.variables.items():
        # AIRFLOW__TEAM___SECTION__KEY is a team's own, and a third `__` begins an argument
        if "___" not in name and (match := VARIABLE.fullmatch(name)) and "__" not in match[2]:
            yield WrittenSetting((match[1].lower(), match[2].lower()), setting, in_file=False)
    if settings.file and settings.file.holder:
        where = Setting(None, settings.file.holder.id, settings.file.field)
        for section, entries in settings.sections.items():
            for key in entries:
                yield WrittenSetting((section, key), where, in_file=True)


def sets(settings: Settings, name: Name) -> bool:
    """Whether a container is given a setting under this very name, or by its `_cmd` or `_secret`."""
    section, key = name
    entries = settings.sections.get(section, {})
    return any(
        variable(section, key + suffix) in settings.environment.variables or key + suffix in entries
        for suffix in ("", *INDIRECT)
    )
