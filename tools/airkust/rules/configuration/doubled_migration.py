"""More than one pod migrates the database at the same time.

Why: The lock that should keep them apart gives up at once: of two migrations one ends with an error, and
    on an empty database both may write half. An init container in a Deployment runs again in every
    replica and at every restart, at the worst moment.
Fix: Run `airflow db migrate` in one Job, and let the other pods wait with `airflow db check-migrations`.
See: https://airflow.apache.org/docs/apache-airflow/stable/howto/set-up-database.html
"""

from collections.abc import Iterator

from airkust.model import tree
from airkust.model.finding import Severity, Violation
from airkust.model.migrations import Migrator, migrators
from airkust.model.profile import Profile
from airkust.model.rendering import Rendering
from airkust.rules.rule import Rule, Skip, Verdict


def check(rendering: Rendering) -> Iterator[Verdict]:
    found = migrators(rendering)
    if not found:
        yield Skip("nothing rendered migrates the database")
    for number, migrator in enumerate(found):
        pods = _pods(rendering, migrator)
        if pods > 1:
            message = f'migrates the database in container "{migrator.container.name}" of each of {pods} pods'
            yield Violation(migrator.workload.id, message, migrator.container.field)
        if number > 0:
            first = found[0].workload
            message = f'migrates the database in container "{migrator.container.name}", and so does {first}'
            yield Violation(migrator.workload.id, message, migrator.container.field, related=(first.id,))


def _pods(rendering: Rendering, migrator: Migrator) -> int:
    """How many run at once, at most."""
    if replicas := rendering.replicas(migrator.workload):
        return replicas.maximum
    parallelism = tree.at(migrator.workload.resource.body, "spec", "parallelism")
    return parallelism if isinstance(parallelism, int) else 1


RULE = Rule(name="doubled-migration", severity=Severity.ERROR, profile=Profile.CORE, check=check)
