"""Airflow keeps connections longer than what stands before the database keeps them open.

Why: A load balancer or a pooler drops what was idle for too long, some without telling either end. What then
    uses the connection waits until the kernel gives up, a quarter of an hour by default, and a scheduler
    that waits does not schedule.
Fix: Set `[database] sql_alchemy_pool_recycle` below the shortest idle timeout on the way, and say that in
    `ha.yaml`: `database.idleTimeoutSeconds`.
See: https://airflow.apache.org/docs/apache-airflow/stable/configurations-ref.html#sql-alchemy-pool-recycle
    https://www.pgbouncer.org/config.html#client_idle_timeout
"""

from collections.abc import Iterator

from airkust.model.airflow import AirflowContainer
from airkust.model.commands import CORE, Component
from airkust.model.facts import said_in
from airkust.model.finding import Severity, Violation
from airkust.model.metadata_database import connection
from airkust.model.number import number_of, whole
from airkust.model.pooler import Pooler, poolers, route
from airkust.model.profile import Profile
from airkust.model.rendering import Rendering
from airkust.model.value import Undetermined
from airkust.rules.rule import Rule, Skip, Unknown, Verdict

KEY = "sql_alchemy_pool_recycle"


def check(rendering: Rendering) -> Iterator[Verdict]:
    users = rendering.airflow.running(*CORE, Component.WEBSERVER)
    if not users:
        yield Skip("no component of Airflow is rendered")
    found = poolers(rendering)
    for user in users:
        timeout = _idle_timeout(rendering, found, user)
        age = number_of(user.settings, "database", KEY)
        if isinstance(timeout, Unknown):
            yield timeout
        elif isinstance(age, Undetermined):
            yield Unknown(age.fact)
        elif timeout and (age < 0 or age >= timeout[0]):
            setting = user.settings.get("database", KEY)
            kept = "without an end" if age < 0 else f"for {whole(age)} s"
            yield Violation(
                setting.holder or user.workload.id,
                f"has connections kept {kept} ([database] {KEY}), and {timeout[1]} drops what was idle "
                f"for {timeout[0]} s",
                setting.field or user.container.field,
                related=() if setting.holder in {None, user.workload.id} else (user.workload.id,),
            )


def _idle_timeout(
    rendering: Rendering, found: tuple[Pooler, ...], user: AirflowContainer
) -> tuple[int, str] | Unknown | None:
    """The seconds and who counts them; None where nobody does."""
    url = connection(user.settings)
    if url.dialect == "sqlite":
        return None
    through = route(rendering, found, user.workload, url)
    if isinstance(through, Undetermined):
        return Unknown(through.fact)
    if through is None:
        stated = rendering.facts.database.idle_timeout_seconds
        if stated is None:
            return Unknown(said_in("database.idleTimeoutSeconds"))
        return (stated, "what stands before the database") if stated else None
    seconds = through.settings.number("client_idle_timeout")
    if through.settings.unread or seconds is None:
        fact = through.settings.unread or "no whole number"
        return Unknown(f"client_idle_timeout of {through.workload}: {fact}")
    return (seconds, str(through.workload)) if seconds else None


RULE = Rule(
    name="connections-older-than-idle-timeout", severity=Severity.WARNING, profile=Profile.HA, check=check
)
