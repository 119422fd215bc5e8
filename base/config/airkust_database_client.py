"""How soon does Airflow notice that the database, or a pooler before it, has fallen silent?

A machine that loses its power sends no goodbye: without these limits a process waits for its answer as
long as the kernel does, a quarter of an hour by default (tcp_retries2). With them it gives up after ten
seconds and connects anew. Airflow imports the two dictionaries, as the settings sql_alchemy_connect_args and
sql_alchemy_connect_args_async of its section [database] say.
"""

from sqlalchemy import Dialect, Engine, event

SILENT_SECONDS = 10
CONNECTS = 3

# libpq: https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-PARAMKEYWORDS
connect_args = {
    "connect_timeout": 5,  # for each of the connects below
    "tcp_user_timeout": SILENT_SECONDS * 1000,  # milliseconds without an acknowledgement of what was sent
    "keepalives_idle": 5,  # seconds of idleness, and between the questions that follow: what waits for an
    "keepalives_interval": 5,  # answer has sent nothing that could stay without an acknowledgement
}

# asyncpg, with which the API servers ask some of their questions, knows a limit for the whole query only.
connect_args_async = {
    "timeout": 5,
    "command_timeout": 30,
}


@event.listens_for(Engine, "do_connect")
def connect_again(dialect: Dialect, _record: object, _args: object, parameters: dict[str, object]) -> None:
    """Have libpq try again where a connect is refused or not answered; it does for each host it is given.

    Until the cluster has noticed a dead pooler, its Service sends one connect in two to it, and a scheduler
    ends with the first that fails. What the database itself refuses (a password, a name) is not tried again.
    """
    host = str(parameters.get("host", ""))
    if dialect.name == "postgresql" and dialect.driver == "psycopg2" and host and "," not in host:
        parameters["host"] = ",".join([host] * CONNECTS)
