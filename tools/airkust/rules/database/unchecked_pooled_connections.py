"""Connections from the pool are used without asking whether they still work.

Why: When the database fails over, every connection in every pool is dead. With `[database]
    sql_alchemy_pool_pre_ping` off each is found out by the query that uses it: that query fails, and a
    scheduler, dag-processor or triggerer ends with it.
Fix: Leave `sql_alchemy_pool_pre_ping` at True, its default. It costs one short question per use of a
    connection.
See: https://airflow.apache.org/docs/apache-airflow/stable/configurations-ref.html#sql-alchemy-pool-pre-ping
    https://docs.sqlalchemy.org/en/20/core/pooling.html#disconnect-handling-pessimistic
"""

from collections.abc import Iterator

from airkust.model.commands import CORE, Component
from airkust.model.finding import Severity, Violation
from airkust.model.number import missing
from airkust.model.profile import Profile
from airkust.model.rendering import Rendering
from airkust.rules.rule import Rule, Skip, Unknown, Verdict
from airkust.rules.setting_edit import edits_of

KEY = "sql_alchemy_pool_pre_ping"


def check(rendering: Rendering) -> Iterator[Verdict]:
    users = rendering.airflow.running(*CORE, Component.WEBSERVER)
    pooling = [
        user for user in users if user.settings.is_true("database", "sql_alchemy_pool_enabled") is not False
    ]
    if not pooling:
        yield Skip("no component of Airflow keeps a pool of connections")
    for user in pooling:
        setting = user.settings.get("database", KEY)
        if setting.text is None:
            yield Unknown(f"[database] {KEY} of {user.workload}: {missing(setting)}")
        elif setting.holder and user.settings.is_true("database", KEY) is False:
            yield Violation(
                setting.holder,
                f"sets [database] {KEY} to {setting.text}",
                setting.field,
                related=() if setting.holder == user.workload.id else (user.workload.id,),
                edits=edits_of(setting, "True"),
            )


RULE = Rule(name="unchecked-pooled-connections", severity=Severity.WARNING, profile=Profile.HA, check=check)
