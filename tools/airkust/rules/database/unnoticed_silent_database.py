"""A component waits a quarter of an hour for a database that has fallen silent.

Why: A machine that loses its power, or a network that is cut, sends no goodbye. Without limits of the client
    a query waits as long as the kernel sends again (tcp_retries2, about 15 minutes), and an idle connection
    is asked after two hours. Meanwhile the scheduler stands still, although the database has long failed
    over.
Fix: Name in `[database] sql_alchemy_connect_args` a dictionary with `connect_timeout`, `tcp_user_timeout`
    and `keepalives_idle`, as `base/config/airkust_database_client.py` does, or write them behind the
    question mark of the URL.
See: https://airflow.apache.org/docs/apache-airflow/stable/howto/set-up-database.html#setting-up-a-postgresql-database
    https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-CONNECT-TCP-USER-TIMEOUT
"""

from collections.abc import Iterator

from airkust.model.airflow import AirflowContainer
from airkust.model.commands import CORE, Component
from airkust.model.finding import Severity, Violation
from airkust.model.metadata_database import connection
from airkust.model.number import missing
from airkust.model.profile import Profile
from airkust.model.rendering import Rendering
from airkust.model.value import Undetermined
from airkust.rules.rule import Rule, Skip, Unknown, Verdict

KEY = "sql_alchemy_connect_args"
LIMITS = frozenset({"tcp_user_timeout", "keepalives_idle"})


def check(rendering: Rendering) -> Iterator[Verdict]:
    users = rendering.airflow.running(*CORE, Component.WEBSERVER)
    judged = [user for user in users if connection(user.settings).dialect in {"", "postgresql"}]
    if not judged:
        yield Skip("no component of Airflow works on PostgreSQL")
    for user in judged:
        yield from _judge(user)


def _judge(user: AirflowContainer) -> Iterator[Verdict]:
    arguments = user.settings.get("database", KEY)
    if isinstance(arguments.value, Undetermined):
        yield Unknown(f"[database] {KEY} of {user.workload}: {missing(arguments)}")
        return
    if arguments.value is not None and arguments.text != "":
        return
    url = connection(user.settings)
    if url.options is None:
        yield Unknown(f"whether the URL of {user.workload} limits how long it waits: {url.fact}")
    elif not LIMITS & set(url.options):
        here = url.setting.holder == user.workload.id
        yield Violation(
            user.workload.id,
            f"runs the {user.component} without [database] {KEY}, and its URL sets neither "
            f"{' nor '.join(sorted(LIMITS, reverse=True))}",
            url.setting.field if here else user.container.field,
        )


RULE = Rule(name="unnoticed-silent-database", severity=Severity.WARNING, profile=Profile.HA, check=check)
