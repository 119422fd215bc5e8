"""Which settings of Airflow take another value, and in which of its components?"""

from collections.abc import Iterator, Mapping, Sequence

from airkust.diff.comparison import Fate, ObjectDiff, SettingChange
from airkust.diff.effective import Effective, effective
from airkust.diff.ours import ours
from airkust.model.rendering import Rendering
from airkust.model.settings import Settings

TASK_POD = "task pods"

User = tuple[str, str]
"""What a component is called, and the workload that runs it."""


def setting_changes(
    before: Rendering, after: Rendering, objects: Sequence[ObjectDiff]
) -> tuple[SettingChange, ...]:
    """The changes of the effective configuration, by section and key.

    A component that runs on one side only has no change: all of it is new, or gone.

    Args:
        before: What is live, Secrets masked.
        after: What would be, Secrets masked.
        objects: The differences between them.
    """
    if all(each.fate is Fate.SAME for each in objects):
        return ()
    before, after = ours(before, after, objects)
    grouped: dict[tuple[str, str, str | None, str | None], list[str]] = {}
    for name, old, new in _pairs(before, after):
        for (section, key), was, would_be in _changes(before, old, after, new):
            components = grouped.setdefault((section, key, was.shown, would_be.shown), [])
            if name not in components:
                components.append(name)
    found = (
        SettingChange(section, key, tuple(sorted(components)), was, would_be)
        for (section, key, was, would_be), components in grouped.items()
    )
    return tuple(sorted(found, key=lambda each: (each.section, each.key, each.components)))


def _changes(
    before: Rendering, old: Settings, after: Rendering, new: Settings
) -> Iterator[tuple[tuple[str, str], Effective, Effective]]:
    for name in dict.fromkeys((*old.stated, *new.stated)):
        was = effective(before, old, old.get(*name), name)
        would_be = effective(after, new, new.get(*name), name)
        if was.identity != would_be.identity:
            yield name, was, would_be


def _pairs(before: Rendering, after: Rendering) -> Iterator[tuple[str, Settings, Settings]]:
    """Each component in both, with a name that tells it from the others."""
    live, new = _users(before), _users(after)
    for (component, workload), settings in new.items():
        old = live.get((component, workload)) or _only(live, new, component)
        if old:
            several = sum(each == component for each, _ in new) > 1
            yield f"{component} ({workload})" if several else component, old, settings


def _only(live: Mapping[User, Settings], new: Mapping[User, Settings], component: str) -> Settings | None:
    """The one that runs a component under another name: a Job that is named after its image."""
    were = [settings for (each, _), settings in live.items() if each == component]
    would_be = [each for each, _ in new if each == component]
    return were[0] if len(were) == 1 and len(would_be) == 1 else None


def _users(rendering: Rendering) -> Mapping[User, Settings]:
    """The configuration of each component, then of the task pods."""
    airflow = rendering.airflow
    found: dict[User, Settings] = {}
    for each in airflow.containers:
        found.setdefault((str(each.component), each.workload.resource.name), each.settings)
    for template in airflow.pod_templates:
        if template.workload and template.workload.containers:
            first = template.workload.containers[0]  # Airflow runs the task in it
            found.setdefault((TASK_POD, template.path), airflow.settings(template.workload, first))
    return found
