"""How soon does Airflow notice that the database, or a pooler before it, has fallen silent?

A machine that loses its power sends no goodbye: without these limits a process waits for its answer as
long as the kernel does, a quarter of an hour by default (tcp_retries2). With them it gives up after ten
seconds and connects anew. Airflow imports the two dictionaries, as the settings sql_alchemy_connect_args and
sql_alchemy_connect_args_async of its section [database] say.
"""

SILENT_SECONDS = 10

# libpq: https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-PARAMKEYWORDS
connect_args = {
    "connect_timeout": 5,  # a Service may send one connect in two to the lost machine: try again soon
    "tcp_user_timeout": SILENT_SECONDS * 1000,  # milliseconds without an acknowledgement of what was sent
    "keepalives_idle": 5,  # seconds of idleness, and between the questions that follow: what waits for an
    "keepalives_interval": 5,  # answer has sent nothing that could stay without an acknowledgement
}

# asyncpg, with which the API servers ask some of their questions, knows a limit for the whole query only.
connect_args_async = {
    "timeout": 5,
    "command_timeout": 30,
}
