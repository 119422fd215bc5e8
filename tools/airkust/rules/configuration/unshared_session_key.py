"""Components do not share the key that signs sessions and requests for logs.

Why: A component without the key invents one when it starts. A login begun on one api-server is refused by
    the next with "The CSRF session token is missing", a restart ends every session, and the logs that
    a triggerer, a Celery worker or a scheduler with the LocalExecutor keeps cannot be read.
Fix: Let `AIRFLOW__API__SECRET_KEY` (before Airflow 3: `AIRFLOW__WEBSERVER__SECRET_KEY`) of the components
    that serve the interface or logs come from the same key of one Secret.
See: https://airflow.apache.org/docs/apache-airflow/stable/configurations-ref.html#secret-key
"""

from collections.abc import Iterator

from airkust.model.airflow import Airflow
from airkust.model.commands import Component
from airkust.model.finding import Severity
from airkust.model.profile import Profile
from airkust.model.rendering import Rendering
from airkust.rules.rule import Rule, Skip, Verdict
from airkust.rules.shared_key import SharedKey, judge

WITHOUT = "then invents one that nobody else has"
SERVERS = (Component.API_SERVER, Component.WEBSERVER, Component.TRIGGERER, Component.WORKER)


def check(rendering: Rendering) -> Iterator[Verdict]:
    airflow = rendering.airflow
    if airflow.predates_2:
        yield Skip("Airflow 1 has one key for everybody unless told otherwise")
        return
    users = airflow.running(*SERVERS, *_scheduler_that_serves_logs(airflow))
    if not users:
        yield Skip("no component that serves the interface or logs is rendered")
    section = "webserver" if airflow.predates_3 else "api"
    yield from judge(SharedKey(section, "secret_key", WITHOUT), users)


def _scheduler_that_serves_logs(airflow: Airflow) -> tuple[Component, ...]:
    return (Component.SCHEDULER,) if "LocalExecutor" in airflow.executors else ()


RULE = Rule(name="unshared-session-key", severity=Severity.ERROR, profile=Profile.CORE, check=check)
