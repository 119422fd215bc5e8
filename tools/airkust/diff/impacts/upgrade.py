"""Is Airflow brought to another version, and does the database follow in time?"""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from airkust.diff.comparison import Fate, ObjectDiff
from airkust.diff.impact import Gate, Impact, ImpactKind
from airkust.model.airflow import AirflowContainer
from airkust.model.commands import CORE, Component
from airkust.model.finding import Severity
from airkust.model.image import read_image
from airkust.model.migrations import ONCE, Migrator, migrators, waits
from airkust.model.rendering import Rendering
from airkust.model.resource import ResourceId

VERSION: Final = re.compile(r"v?([1-9])\.([0-9]{1,2})\.([0-9]{1,2})(?![0-9.])")
"""What the tag of an image of Airflow begins with. A year is no version of Airflow."""

Version = tuple[int, int, int]
ORDER: Final = (*CORE, Component.WEBSERVER, Component.WORKER)


def upgrade_impacts(before: Rendering, after: Rendering, objects: Sequence[ObjectDiff]) -> Iterator[Impact]:
    """At most one consequence, for the whole of Airflow.

    Nothing is said of images whose tags do not tell the version of Airflow, and of a patch release: these
    bring no migrations.

    Args:
        before: What is live.
        after: What would be.
        objects: The differences between them.
    """
    live = {(each.component, each.workload.id): each for each in before.airflow.running(*ORDER)}
    for new in after.airflow.running(*ORDER):
        old = live.get((new.component, new.workload.id))
        was, would_be = _version(old), _version(new)
        if old and was and would_be and was[:2] != would_be[:2]:
            yield _impact(after, objects, new, was, would_be)
            return


def _version(found: AirflowContainer | None) -> Version | None:
    match = VERSION.match(read_image(found.container.image).tag) if found else None
    return (int(match[1]), int(match[2]), int(match[3])) if match else None


def _impact(
    after: Rendering, objects: Sequence[ObjectDiff], new: AirflowContainer, was: Version, would_be: Version
) -> Impact:
    subject, step = new.workload.id, f"Airflow goes from {_text(was)} to {_text(would_be)}"
    if would_be < was:
        return Impact(
            ImpactKind.RISK,
            subject,
            f"{step}: the older version does not start on the database of the newer one",
            Gate.HA,
            Severity.ERROR,
            fix=f"bring the database back first: `airflow db downgrade --to-version {_text(would_be)}`, "
            f"run by {_text(was)}",
        )
    runs = _that_run(after, objects, new.container.image)
    if not runs:
        return Impact(
            ImpactKind.RISK,
            subject,
            f"{step}, and no Job of that image migrates the database: no component starts before "
            "somebody does",
            Gate.HA,
            Severity.ERROR,
            fix="render a Job that runs `airflow db migrate`, named after the image",
        )
    return _with_migration(after, subject, step, tuple(each.workload.id for each in runs))


def _with_migration(after: Rendering, subject: ResourceId, step: str, jobs: tuple[ResourceId, ...]) -> Impact:
    waiting = {wait.workload for wait in waits(after)}
    core = {each.workload for each in after.airflow.running(*ORDER)}
    if core <= waiting:
        message = f"{step}: new pods wait until the database is migrated; old ones work on it meanwhile"
        return Impact(ImpactKind.RISK, subject, message, because=jobs)
    message = (
        f"{step}: the migrations must be done before its pods start, and not every component waits for them"
    )
    fix = "apply the Job first and wait for it: kubectl wait --for=condition=complete"
    return Impact(ImpactKind.RISK, subject, message, None, Severity.WARNING, because=jobs, fix=fix)


def _that_run(after: Rendering, objects: Sequence[ObjectDiff], image: str) -> tuple[Migrator, ...]:
    """The migrations that would run now, with the image of the components."""
    anew = {each.id for each in objects if each.fate is not Fate.SAME}
    wanted = read_image(image)
    return tuple(
        found
        for found in migrators(after)
        if read_image(found.container.image).same_as(wanted)
        and (found.workload.id in anew or found.workload.kind not in ONCE)
    )


def _text(version: Version) -> str:
    return ".".join(map(str, version))
