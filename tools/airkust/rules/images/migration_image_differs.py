"""The migrations run another image than Airflow itself.

Why: Each release expects one revision of the database. Migrated by an older image it stays behind, and every
    component waits for migrations that never come; by a newer one, the core meets tables it does not know.
Fix: Take the image of the migrations from where the core's comes, `images:` in the overlay.
See: https://airflow.apache.org/docs/apache-airflow/stable/installation/upgrading.html
"""

from collections.abc import Iterator

from airkust.model.commands import CORE, Component
from airkust.model.finding import Severity, Violation
from airkust.model.image import read_image
from airkust.model.profile import Profile
from airkust.model.rendering import Rendering
from airkust.rules.rule import Rule, Skip, Verdict


def check(rendering: Rendering) -> Iterator[Verdict]:
    airflow = rendering.airflow
    core = sorted({found.container.image for found in airflow.running(*CORE) if found.container.image})
    migrating = [found for found in airflow.running(Component.MIGRATIONS) if found.container.image]
    if not core or not migrating:
        yield Skip("no core of Airflow with migrations is rendered")
        return
    for found in migrating:
        image = read_image(found.container.image)
        if not any(image.same_as(read_image(other)) for other in core):
            yield Violation(
                found.workload.id,
                f'migrates with "{image}", the core runs "{" and ".join(core)}"',
                found.container.field_of("image"),
            )


RULE = Rule(name="migration-image-differs", severity=Severity.ERROR, profile=Profile.CORE, check=check)
