"""How the entrypoint waits for a database: a real PostgreSQL that is up, comes up, or is not there."""

import signal

from tests.docker.conftest import DATABASE, PAUSE, TRIES, WHOLE, Entrypoint
from tests.postgresql import PASSWORD, Database

BAD_SETTING = 78
GAVE_UP = 75
PATIENT = {**WHOLE, TRIES: "100", PAUSE: "1"}
HASTY = {**WHOLE, TRIES: "2", PAUSE: "0"}


def test_a_database_that_answers_lets_the_command_start(
    entrypoint: Entrypoint, running_database: Database
) -> None:
    ended = entrypoint.run("scheduler", settings={**HASTY, DATABASE: running_database.url()})
    assert ended.stdout == "airflow scheduler\n"


def test_a_database_that_comes_up_ends_the_wait(entrypoint: Entrypoint, database: Database) -> None:
    with entrypoint.start("scheduler", settings={**PATIENT, DATABASE: database.url()}) as process:
        assert process.stderr is not None
        process.stderr.readline()  # the first try has failed
        database.start()
        try:
            stdout, _ = process.communicate()
        finally:
            database.stop()
    assert stdout == "airflow scheduler\n"


def test_a_database_that_never_answers_ends_the_wait(entrypoint: Entrypoint, database: Database) -> None:
    ended = entrypoint.run("scheduler", settings={**HASTY, DATABASE: database.url()})
    assert ended.returncode == GAVE_UP


def test_the_last_words_say_what_to_look_at(entrypoint: Entrypoint, database: Database) -> None:
    said = entrypoint.run("scheduler", settings={**HASTY, DATABASE: database.url()}).stderr
    assert f"port {database.port} failed: Connection refused" in said.splitlines()[-2]


def test_a_wrong_password_is_not_printed(entrypoint: Entrypoint, running_database: Database) -> None:
    settings = {**HASTY, DATABASE: running_database.url("a-wrong-password")}
    assert "a-wrong-password" not in entrypoint.run("scheduler", settings=settings).stderr


def test_a_wrong_password_is_named_as_the_cause(entrypoint: Entrypoint, running_database: Database) -> None:
    settings = {**HASTY, DATABASE: running_database.url("a-wrong-password")}
    assert "password authentication failed" in entrypoint.run("scheduler", settings=settings).stderr


def test_what_is_no_url_is_refused_at_once(entrypoint: Entrypoint) -> None:
    ended = entrypoint.run("scheduler", settings={**PATIENT, DATABASE: PASSWORD})
    assert ended.returncode == BAD_SETTING


def test_what_is_no_url_is_not_printed(entrypoint: Entrypoint) -> None:
    assert PASSWORD not in entrypoint.run("scheduler", settings={**PATIENT, DATABASE: PASSWORD}).stderr


def test_no_try_is_made_when_none_is_allowed(entrypoint: Entrypoint, database: Database) -> None:
    ended = entrypoint.run("scheduler", settings={**WHOLE, TRIES: "0", DATABASE: database.url()})
    assert (ended.returncode, ended.stderr) == (0, "")


def test_a_command_without_a_database_does_not_wait(entrypoint: Entrypoint) -> None:
    assert entrypoint.run("version", settings=PATIENT).stderr == ""


def test_airflows_own_database_check_waits_by_itself(entrypoint: Entrypoint) -> None:
    assert entrypoint.run("airflow", "db", "check", settings=PATIENT).stdout == "airflow db check\n"


def test_a_signal_ends_the_wait(entrypoint: Entrypoint, database: Database) -> None:
    with entrypoint.start("scheduler", settings={**PATIENT, DATABASE: database.url()}) as process:
        assert process.stderr is not None
        process.stderr.readline()
        process.send_signal(signal.SIGTERM)
        process.communicate()
    assert process.returncode == -signal.SIGTERM
