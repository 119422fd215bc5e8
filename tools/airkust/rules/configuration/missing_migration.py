"""Nothing brings the database to the version of Airflow.

Why: On an empty or an older database every component of Airflow ends with "Database migration required",
    in a new cluster as after an upgrade.
Fix: Run `airflow db migrate` in one Job whose name follows the image; declare a Job made elsewhere as
    external.
See: https://airflow.apache.org/docs/apache-airflow/stable/howto/set-up-database.html
"""

from collections.abc import Iterator

from airkust.model.commands import Component
from airkust.model.finding import Severity, Violation
from airkust.model.migrations import migrators, scripts
from airkust.model.profile import Profile
from airkust.model.rendering import Rendering
from airkust.rules.rule import Rule, Skip, Unknown, Verdict


def check(rendering: Rendering) -> Iterator[Verdict]:
    schedulers = rendering.airflow.running(Component.SCHEDULER)
    servers = rendering.airflow.running(Component.API_SERVER, Component.WEBSERVER)
    if not schedulers or not servers:
        yield Skip("no whole Airflow is rendered: a scheduler and what serves its interface")
    elif not migrators(rendering) and not _declared(rendering):
        hidden = scripts(rendering)
        for script in hidden:
            yield Unknown(f'what container "{script.container.name}" of {script.workload} runs')
        if not hidden:
            message = "runs the scheduler, but nothing rendered runs `airflow db migrate`"
            yield Violation(schedulers[0].workload.id, message)


def _declared(rendering: Rendering) -> bool:
    return any(external.kind == "Job" for external in rendering.external or ())


RULE = Rule(name="missing-migration", severity=Severity.ERROR, profile=Profile.CORE, check=check)
