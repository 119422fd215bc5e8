"""Runs the real entrypoint; only `airflow` itself is a program that prints its arguments."""

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
from tests.postgresql import Database, free_port, readable_folder

SCRIPT = Path(__file__).parents[2] / "docker" / "airflow" / "bootstrap.sh"

DATABASE = "AIRFLOW__DATABASE__SQL_ALCHEMY_CONN"
SIGNING_KEY = "AIRFLOW__API_AUTH__JWT_SECRET"
SECRET_KEY = "AIRFLOW__API__SECRET_KEY"  # noqa: S105 -- a name
FERNET_KEY = "AIRFLOW__CORE__FERNET_KEY"
EXECUTOR = "AIRFLOW__CORE__EXECUTOR"
EXECUTION_API = "AIRFLOW__CORE__EXECUTION_API_SERVER_URL"
BROKER = "AIRFLOW__CELERY__BROKER_URL"
TRIES = "CONNECTION_CHECK_MAX_COUNT"
PAUSE = "CONNECTION_CHECK_SLEEP_TIME"

WHOLE = {
    DATABASE: "postgresql+psycopg2://airflow:hidden-password@127.0.0.1:1/airflow",
    SIGNING_KEY: "j" * 64,
    SECRET_KEY: "s" * 32,
    FERNET_KEY: "f" * 43 + "=",
    EXECUTION_API: "http://airflow-api-server:8080/execution/",
    BROKER: "redis://:hidden-password@127.0.0.1:1/0",
    TRIES: "0",
    PAUSE: "1",
}
"""Every setting a component may need, and no wait."""


@dataclass(frozen=True)
class Entrypoint:
    """The entrypoint with the programs it finds on PATH."""

    path: str

    def start(self, *arguments: str, settings: Mapping[str, str]) -> "subprocess.Popen[str]":
        return subprocess.Popen(
            [str(SCRIPT), *arguments],
            env={"PATH": self.path, **settings},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def run(self, *arguments: str, settings: Mapping[str, str]) -> "subprocess.CompletedProcess[str]":
        with self.start(*arguments, settings=settings) as process:
            stdout, stderr = process.communicate()
        return subprocess.CompletedProcess(arguments, process.returncode, stdout, stderr)


@pytest.fixture(scope="session")
def entrypoint(tmp_path_factory: pytest.TempPathFactory) -> Entrypoint:
    folder = tmp_path_factory.mktemp("bin")
    airflow = folder / "airflow"
    airflow.write_text('#!/bin/sh\necho airflow "$@"\n')
    airflow.chmod(0o755)
    return Entrypoint(os.pathsep.join([str(folder), str(Path(sys.executable).parent), "/usr/bin", "/bin"]))


@pytest.fixture(scope="module")
def database() -> Iterator[Database]:
    """A database that is created and stopped."""
    with readable_folder() as folder:
        made = Database(folder, free_port())
        made.create()
        yield made


@pytest.fixture
def running_database(database: Database) -> Iterator[Database]:
    database.start()
    yield database
    database.stop()
