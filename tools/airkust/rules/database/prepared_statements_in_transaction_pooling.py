"""Airflow uses prepared statements, and its pooler loses them after each transaction.

Why: With `pool_mode = transaction` a client gets another server connection for each transaction. asyncpg,
    which Airflow takes for its asynchronous code, names prepared statements and uses them again; psycopg 3
    does so too. PgBouncer carries them over only with `max_prepared_statements` above 0, its default since
    1.24. Without, half of the calls failed with "prepared statement does not exist".
Fix: Take PgBouncer 1.21 or later and set `max_prepared_statements = 200`. Or lead `[database]
    sql_alchemy_conn_async` past the pooler, or name in `sql_alchemy_connect_args_async` a dictionary with
    `statement_cache_size` 0.
See: https://www.pgbouncer.org/config.html#max_prepared_statements
    https://github.com/apache/airflow/issues/67801
"""

from collections.abc import Iterator

from airkust.model.connections import Connections, connections
from airkust.model.finding import Severity, Violation
from airkust.model.metadata_database import ASYNC_DRIVERS
from airkust.model.mounts import file_at
from airkust.model.number import missing
from airkust.model.pooler import Pooler, poolers
from airkust.model.profile import Profile
from airkust.model.rendering import Rendering
from airkust.model.value import Undetermined
from airkust.rules.rule import Rule, Skip, Unknown, Verdict

LOSING = frozenset({"transaction", "statement"})
PREPARING = frozenset({"asyncpg", "psycopg"})
NAMES_NONE = ("statement_cache_size", "prepare_threshold")
"""What a dictionary of connect arguments says to leave prepared statements alone."""

CONFIG = "/opt/airflow/config"
"""On the Python path of the official image."""


def check(rendering: Rendering) -> Iterator[Verdict]:
    found = poolers(rendering)
    if rendering.airflow.predates_3:
        yield Skip("Airflow before 3 has no asynchronous engine")
        return
    through = [
        (each, each if isinstance(each, Undetermined) else each.through)
        for each in connections(rendering, found)
        if found
    ]
    for each, pooler in through:
        if isinstance(pooler, Undetermined):
            yield Unknown(pooler.fact)
        elif pooler and isinstance(each, Connections):
            yield from _judge(rendering, each, pooler)
    if not any(pooler for _, pooler in through):
        yield Skip("nothing goes through a PgBouncer that is rendered")


def _judge(rendering: Rendering, client: Connections, pooler: Pooler) -> Iterator[Verdict]:
    driver = _driver(client)
    if driver is not None and driver not in PREPARING:
        return
    settings = pooler.settings
    mode, kept = settings.text("pool_mode"), pooler.max_prepared_statements
    if settings.unread or kept is None:
        fact = settings.unread or "the version of PgBouncer, or max_prepared_statements"
        yield Unknown(f"whether {pooler.workload} keeps prepared statements: {fact}")
    elif mode in LOSING and kept == 0:
        if driver is None:
            yield Unknown(f"the driver in a URL of {client.user.workload}: {client.connection.fact}")
            return
        avoided = _avoided(rendering, client)
        if isinstance(avoided, str):
            yield Unknown(avoided)
        elif not avoided:
            yield _violation(client, pooler, driver)


def _violation(client: Connections, pooler: Pooler, driver: str) -> Violation:
    told = "max_prepared_statements" in pooler.settings.values
    version = ".".join(map(str, pooler.version or ()))
    says = "max_prepared_statements 0" if told else f"no prepared statements, as by default in {version}"
    return Violation(
        pooler.settings.holder,
        f"pools by {pooler.settings.text('pool_mode')} with {says}, and {client.user.workload} goes through "
        f"{pooler.workload} with {driver}",
        pooler.settings.field,
        related=tuple(dict.fromkeys((pooler.workload.id, client.user.workload.id))),
    )


def _driver(client: Connections) -> str | None:
    """The driver of a connection; None where its URL cannot be read.

    Where nobody sets an asynchronous URL Airflow derives one, and PgBouncer is PostgreSQL's.
    """
    if client.connection.dialect:
        return client.connection.driver
    derived = client.user.settings.get("database", "sql_alchemy_conn_async").value is None
    return ASYNC_DRIVERS["postgresql"] if client.asynchronous and derived else None


def _avoided(rendering: Rendering, client: Connections) -> bool | str:
    """Whether the client is told to prepare nothing; the fact that is missing to tell."""
    user = client.user
    if any("prepared_statement" in name for name in client.connection.options or ()):
        return True
    key = "sql_alchemy_connect_args_async" if client.asynchronous else "sql_alchemy_connect_args"
    setting = user.settings.get("database", key)
    if setting.is_default and setting.value is None:
        return False
    if setting.text is None:
        return f"[database] {key} of {user.workload}: {missing(setting)}"
    module = setting.text.split(".")[0]
    file = file_at(rendering.index, user.workload, user.container, f"{CONFIG}/{module}.py")
    if file is None or file.text is None:
        return f"whether {setting.text} of {user.workload} turns prepared statements off"
    return any(name in file.text for name in NAMES_NONE)


RULE = Rule(
    name="prepared-statements-in-transaction-pooling",
    severity=Severity.ERROR,
    profile=Profile.CORE,
    check=check,
)
