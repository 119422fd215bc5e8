"""What the entrypoint refuses to start, and what it says."""

from pathlib import Path

import pytest
from tests.docker.conftest import (
    BROKER,
    DATABASE,
    EXECUTION_API,
    EXECUTOR,
    FERNET_KEY,
    PAUSE,
    SECRET_KEY,
    SIGNING_KEY,
    TRIES,
    WHOLE,
    Entrypoint,
)

BAD_SETTING = 78
TASK = ("python", "-m", "airflow.sdk.execution_time.execute_workload", "--json-string", "{}")
WITHOUT_A_VALUE = {
    DATABASE: "hidden-password",
    SIGNING_KEY: WHOLE[SIGNING_KEY],
    SECRET_KEY: WHOLE[SECRET_KEY],
    FERNET_KEY: WHOLE[FERNET_KEY],
}


@pytest.mark.parametrize(
    ("command", "setting"),
    [
        ("api-server", DATABASE),
        ("api-server", SIGNING_KEY),
        ("api-server", SECRET_KEY),
        ("api-server", FERNET_KEY),
        ("scheduler", DATABASE),
        ("scheduler", SIGNING_KEY),
        ("scheduler", SECRET_KEY),
        ("dag-processor", DATABASE),
        ("triggerer", DATABASE),
        ("db migrate", DATABASE),
        ("db check-migrations", DATABASE),
        ("users create", DATABASE),
        ("celery worker", BROKER),
        ("celery worker", EXECUTION_API),
        (" ".join(TASK), EXECUTION_API),
    ],
)
def test_a_command_does_not_start_without_what_it_needs(
    entrypoint: Entrypoint, command: str, setting: str
) -> None:
    settings = {name: value for name, value in WHOLE.items() if name != setting}
    ended = entrypoint.run(*command.split(), settings=settings)
    assert (ended.returncode, f"{setting} is not set: " in ended.stderr) == (BAD_SETTING, True)


@pytest.mark.parametrize(
    ("command", "needed"),
    [
        ("api-server", {DATABASE, SIGNING_KEY, SECRET_KEY, FERNET_KEY}),
        ("scheduler", {DATABASE, SIGNING_KEY, SECRET_KEY}),
        ("dag-processor", {DATABASE}),
        ("triggerer", {DATABASE}),
        ("db migrate", {DATABASE}),
        ("celery worker", {BROKER, EXECUTION_API}),
        ("version", set()),
        ("api-server --help", set()),
    ],
)
def test_a_command_starts_with_what_it_needs(entrypoint: Entrypoint, command: str, needed: set[str]) -> None:
    settings = {name: value for name, value in WHOLE.items() if name in needed | {TRIES}}
    assert entrypoint.run(*command.split(), settings=settings).stdout == f"airflow {command}\n"


def test_a_scheduler_that_runs_no_task_itself_needs_no_secret_key(entrypoint: Entrypoint) -> None:
    settings = {name: value for name, value in WHOLE.items() if name != SECRET_KEY}
    ended = entrypoint.run("scheduler", settings={**settings, EXECUTOR: "KubernetesExecutor"})
    assert ended.stdout == "airflow scheduler\n"


def test_a_task_pod_starts_without_keys_or_database(entrypoint: Entrypoint, tmp_path: Path) -> None:
    package = tmp_path / "airflow" / "sdk" / "execution_time"
    package.mkdir(parents=True)
    (package / "execute_workload.py").write_text("import sys; print(sys.argv[1:])")
    settings = {EXECUTION_API: WHOLE[EXECUTION_API], "PYTHONPATH": str(tmp_path)}
    assert entrypoint.run(*TASK, settings=settings).stdout == "['--json-string', '{}']\n"


def test_a_worker_that_knows_airflows_address_needs_no_other(entrypoint: Entrypoint) -> None:
    settings = {name: value for name, value in WHOLE.items() if name != EXECUTION_API}
    settings["AIRFLOW__API__BASE_URL"] = "http://airflow.example"
    assert entrypoint.run("celery", "worker", settings=settings).stdout == "airflow celery worker\n"


def test_everything_that_is_missing_is_named_at_once(entrypoint: Entrypoint) -> None:
    said = entrypoint.run("api-server", settings={}).stderr
    named = [name for name in (DATABASE, SIGNING_KEY, SECRET_KEY, FERNET_KEY) if f"{name} is not set" in said]
    assert named == [DATABASE, SIGNING_KEY, SECRET_KEY, FERNET_KEY]


def test_an_empty_value_is_a_missing_one(entrypoint: Entrypoint) -> None:
    ended = entrypoint.run("api-server", settings={**WHOLE, FERNET_KEY: ""})
    assert f"{FERNET_KEY} is not set" in ended.stderr


@pytest.mark.parametrize("form", ["_CMD", "_SECRET"])
def test_a_value_from_elsewhere_counts_as_given(entrypoint: Entrypoint, form: str) -> None:
    settings = {name: value for name, value in WHOLE.items() if name != SIGNING_KEY}
    ended = entrypoint.run("scheduler", settings={**settings, SIGNING_KEY + form: "anything"})
    assert ended.stdout == "airflow scheduler\n"


def test_a_private_key_takes_the_place_of_the_signing_key(entrypoint: Entrypoint) -> None:
    settings = {name: value for name, value in WHOLE.items() if name != SIGNING_KEY}
    settings["AIRFLOW__API_AUTH__JWT_PRIVATE_KEY_PATH"] = "/keys/jwt.pem"
    assert entrypoint.run("scheduler", settings=settings).stdout == "airflow scheduler\n"


@pytest.mark.parametrize(
    ("setting", "value", "complaint"),
    [
        (SIGNING_KEY, "j" * 63, "has 63 bytes, of 64 at least"),
        (SECRET_KEY, "s" * 31, "has 31 bytes, of 32 at least"),
        (FERNET_KEY, "f" * 43, "is not 32 url-safe base64 bytes"),
        (FERNET_KEY, "f" * 42 + "!=", "is not 32 url-safe base64 bytes"),
        (FERNET_KEY, "f" * 43 + "=,short", "is not 32 url-safe base64 bytes"),
        (SIGNING_KEY, "changeme" * 10, "is a placeholder"),
        (SECRET_KEY, "REPLACE-ME" * 10, "is a placeholder"),
        (SIGNING_KEY, "<" + "j" * 64 + ">", "is a placeholder"),
        (TRIES, "many", "is not a whole number"),
        (PAUSE, "1.5", "is not a whole number"),
    ],
)
def test_a_value_that_cannot_work_is_refused(
    entrypoint: Entrypoint, setting: str, value: str, complaint: str
) -> None:
    ended = entrypoint.run("api-server", settings={**WHOLE, setting: value})
    assert (ended.returncode, f"{setting} {complaint}" in ended.stderr) == (BAD_SETTING, True)


def test_a_bad_key_is_refused_where_it_is_not_needed(entrypoint: Entrypoint) -> None:
    ended = entrypoint.run("triggerer", settings={**WHOLE, FERNET_KEY: "placeholder"})
    assert ended.returncode == BAD_SETTING


def test_bytes_are_counted_not_characters(entrypoint: Entrypoint) -> None:
    ended = entrypoint.run("scheduler", settings={**WHOLE, SIGNING_KEY: "ü" * 32, "LANG": "C.UTF-8"})
    assert ended.stdout == "airflow scheduler\n"


def test_fernet_keys_may_be_in_rotation(entrypoint: Entrypoint) -> None:
    both = f"{WHOLE[FERNET_KEY]},{'g' * 43}="
    ended = entrypoint.run("api-server", settings={**WHOLE, FERNET_KEY: both})
    assert ended.stdout == "airflow api-server\n"


@pytest.mark.parametrize("setting", [SIGNING_KEY, SECRET_KEY])
def test_a_development_key_starts(entrypoint: Entrypoint, setting: str) -> None:
    ended = entrypoint.run("api-server", settings={**WHOLE, setting: "insecure-dev-only-" * 4})
    assert ended.stdout == "airflow api-server\n"


def test_a_development_key_is_warned_of(entrypoint: Entrypoint) -> None:
    ended = entrypoint.run("api-server", settings={**WHOLE, SIGNING_KEY: "insecure-dev-only-" * 4})
    assert f"WARNING: {SIGNING_KEY} is the public development key" in ended.stderr


@pytest.mark.parametrize("setting", list(WITHOUT_A_VALUE))
def test_no_value_is_printed(entrypoint: Entrypoint, setting: str) -> None:
    bad = {**WHOLE, SIGNING_KEY: "j" * 63, SECRET_KEY: "s" * 31, FERNET_KEY: "f" * 43, TRIES: "many"}
    assert bad[setting].removesuffix("=") not in entrypoint.run("api-server", settings=bad).stderr
