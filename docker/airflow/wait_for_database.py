"""Waits until the metadata database answers, then becomes the command that needs it.

Airflow's own check costs three seconds of CPU a try; this costs a third of one, once. A database that fails
over is thus a wait, not a growing crash loop.

Usage: wait_for_database.py COMMAND [ARGUMENT...]
Environment: AIRFLOW__DATABASE__SQL_ALCHEMY_CONN; CONNECTION_CHECK_MAX_COUNT tries,
CONNECTION_CHECK_SLEEP_TIME seconds apart.
Ends with 75 (EX_TEMPFAIL of sysexits.h) when no try succeeded, 78 (EX_CONFIG) when none could.
"""
# ruff: noqa: INP001 -- a script, not a package

import os
import sys
import time
from typing import NoReturn

from sqlalchemy import URL, create_engine, make_url
from sqlalchemy.exc import ArgumentError, NoSuchModuleError, SQLAlchemyError

SETTING = "AIRFLOW__DATABASE__SQL_ALCHEMY_CONN"
CONNECT_TIMEOUT = 5
"""In seconds: a host that swallows packets would hold one try for minutes."""


def connection_url() -> URL:
    """The metadata database, as Airflow will find it.

    Raises:
        ArgumentError: It is not a URL.
    """
    text = os.environ.get(SETTING)
    if not text:  # it comes from a command or a secrets backend: only Airflow knows how to ask
        from airflow.configuration import conf  # noqa: PLC0415 -- half a second that few need

        text = conf.get_mandatory_value("database", "sql_alchemy_conn")
    return make_url(text)


def first_line(error: Exception) -> str:
    """What the driver said; it names host, user and database, never the password."""
    cause = getattr(error, "orig", None) or error
    return (str(cause).strip() or type(cause).__name__).splitlines()[0]


def wait(url: URL, *, tries: int, pause: int) -> str | None:
    """Try until the database answers.

    Args:
        url: The database.
        tries: How many times at most.
        pause: In seconds, between two tries.

    Returns:
        None when it answered, else the last error.
    """
    options = {} if url.get_backend_name() == "sqlite" else {"connect_timeout": CONNECT_TIMEOUT}
    engine = create_engine(url, connect_args=options)
    last = None
    for count in range(1, tries + 1):
        try:
            engine.connect().close()
        except SQLAlchemyError as error:
            last = first_line(error)
        else:
            return None
        say(f"waiting for the database, {count} of {tries}: {last}")
        if count < tries:
            time.sleep(pause)
    return last


def say(text: str) -> None:
    print(f"bootstrap: {text}", file=sys.stderr, flush=True)  # noqa: T201 -- the container's log


def main(command: list[str]) -> NoReturn:
    tries = int(os.environ["CONNECTION_CHECK_MAX_COUNT"])
    pause = int(os.environ["CONNECTION_CHECK_SLEEP_TIME"])
    try:
        failed = wait(connection_url(), tries=tries, pause=pause)
    except (ArgumentError, NoSuchModuleError, ImportError):
        say(f"{SETTING} is not a database URL: write postgresql+psycopg2://USER:PASSWORD@HOST/NAME")
        sys.exit(78)
    if failed:
        say(f"giving up: the database did not answer in {tries} tries, {pause} s apart. Last: {failed}")
        say(f"check that it is up, that {SETTING} is right, and that this pod may reach it")
        sys.exit(75)
    os.execvp(command[0], command)  # noqa: S606 -- the arguments the container was given


if __name__ == "__main__":
    main(sys.argv[1:])
