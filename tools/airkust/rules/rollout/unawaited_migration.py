"""A component of Airflow starts without waiting for the migrations.

Why: On a database of another version a component ends at once with "Database migration required". Started
    beside the migrations it restarts until they are done, with pauses that grow to five minutes, and an
    upgrade that only took long looks like one that fails. A Celery worker that is not given the database's
    URL has nothing to wait for: tasks talk to the execution API.
Fix: Put an init container before it that runs `airflow db check-migrations`, as `base/` and the official
    Helm chart do.
See: https://airflow.apache.org/docs/apache-airflow/stable/cli-and-env-variables-ref.html#check-migrations
"""

from collections.abc import Iterator

from airkust.model.airflow import AirflowContainer
from airkust.model.commands import CORE, Component
from airkust.model.finding import Severity, Violation
from airkust.model.migrations import migrators, scripts, waits
from airkust.model.profile import Profile
from airkust.model.rendering import Rendering
from airkust.rules.rule import Rule, Skip, Unknown, Verdict

CONNECTION = ("database", "sql_alchemy_conn")


def check(rendering: Rendering) -> Iterator[Verdict]:
    judged = (*CORE, Component.WEBSERVER, Component.WORKER)
    running = tuple(found for found in rendering.airflow.running(*judged) if _needs_schema(found))
    if not running:
        yield Skip("no component of Airflow that needs the database's schema is rendered")
        return
    waiting = {found.workload for found in waits(rendering)} | {
        found.workload for found in migrators(rendering)
    }
    hidden = {found.workload: found.container for found in scripts(rendering) if found.container.init}
    for workload in dict.fromkeys(found.workload for found in running):
        if workload in waiting:
            continue
        if workload in hidden:
            yield Unknown(f'what container "{hidden[workload].name}" of {workload} waits for')
            continue
        names = rendering.airflow.names(workload, *judged)
        field = workload.field_of("spec", "initContainers")
        yield Violation(workload.id, f"starts the {names} without a wait for the migrations", field)


def _needs_schema(found: AirflowContainer) -> bool:
    """Whether it talks to the metadata database: a worker of Airflow 3 that is given no URL does not."""
    return found.component is not Component.WORKER or not found.settings.get(*CONNECTION).is_default


RULE = Rule(name="unawaited-migration", severity=Severity.WARNING, profile=Profile.CORE, check=check)
