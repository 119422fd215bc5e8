"""Airflow runs in several pods on SQLite, which is a file in each of them.

Why: Without `[database] sql_alchemy_conn` Airflow keeps its metadata in a file under AIRFLOW_HOME. Each pod
    then has a database of its own: what the api-server shows is not what the scheduler runs, and all of it
    is gone with the pod.
Fix: Set `AIRFLOW__DATABASE__SQL_ALCHEMY_CONN` from a Secret to one PostgreSQL for all of them:
    `postgresql+psycopg2://user:password@host:5432/database`.
See: https://airflow.apache.org/docs/apache-airflow/stable/howto/set-up-database.html
"""

from collections.abc import Iterator

from airkust.model.airflow import AirflowContainer
from airkust.model.commands import CORE, SHELLS, Component
from airkust.model.finding import Severity, Violation
from airkust.model.metadata_database import connection
from airkust.model.profile import Profile
from airkust.model.rendering import Rendering
from airkust.model.value import Undetermined
from airkust.rules.rule import Rule, Skip, Unknown, Verdict

SETS_MORE = ("export ", "source ", ". /")
"""What a script says that sets variables before it starts Airflow, a vault's for instance."""


def check(rendering: Rendering) -> Iterator[Verdict]:
    users = rendering.airflow.running(*CORE, Component.WEBSERVER)
    if not users:
        yield Skip("no component of Airflow is rendered")
    elif _in_one_pod(rendering, users):
        yield Skip("all of Airflow runs in one pod")
    else:
        for user in users:
            yield from _judge(user)


def _judge(user: AirflowContainer) -> Iterator[Verdict]:
    found = connection(user.settings)
    if isinstance(found.setting.value, Undetermined):
        yield Unknown(f"[database] sql_alchemy_conn of {user.workload}: {found.fact}")
    elif found.dialect == "sqlite" and found.setting.is_default and _script(user):
        yield Unknown(f"[database] sql_alchemy_conn of {user.workload}: what its script sets")
    elif found.dialect == "sqlite":
        here = found.setting.holder == user.workload.id
        why = ", the default of [database] sql_alchemy_conn" if found.setting.is_default else ""
        yield Violation(
            user.workload.id,
            f"runs the {user.component} on a SQLite file of its pod{why}",
            found.setting.field if here else user.container.field,
            related=() if here or found.setting.holder is None else (found.setting.holder,),
        )


def _in_one_pod(rendering: Rendering, users: tuple[AirflowContainer, ...]) -> bool:
    workloads = {user.workload for user in users}
    sizes = [rendering.replicas(workload) for workload in workloads]
    return len(workloads) == 1 and all(size is None or size.maximum <= 1 for size in sizes)


def _script(user: AirflowContainer) -> bool:
    argv = user.container.argv
    shell = bool(argv) and argv[0].rsplit("/", 1)[-1] in SHELLS
    return shell and any(mark in word for mark in SETS_MORE for word in argv[1:])


RULE = Rule(name="sqlite-metadata-database", severity=Severity.ERROR, profile=Profile.CORE, check=check)
