"""What is PgBouncer told: by its ini, by the files that includes, or by the environment of its image?

Defaults and syntax: https://www.pgbouncer.org/config.html
"""

import posixpath
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from airkust.model import environment
from airkust.model.index import ResourceIndex
from airkust.model.mounts import MountedFile, file_at
from airkust.model.resource import ResourceId
from airkust.model.workload import Container, Workload

INI: Final = "/etc/pgbouncer/pgbouncer.ini"
"""Where it stands in the usual images."""

DEFAULTS: Final[Mapping[str, str]] = {
    "client_idle_timeout": "0",
    "default_pool_size": "20",
    "max_client_conn": "100",
    "max_db_connections": "0",
    "pool_mode": "session",
    "reserve_pool_size": "0",
}
"""Of PgBouncer; that of max_prepared_statements changed with its version."""

DEPTH: Final = 5
"""Files that include files; a file that includes itself ends there."""


@dataclass(frozen=True, slots=True)
class PoolerSettings:
    """The configuration of one PgBouncer.

    Attributes:
        values: The section `[pgbouncer]`, without defaults.
        databases: The section `[databases]`: by name the parts of its connect string. Passwords are left out.
        holder: Where the settings stand; the workload, where its environment has them.
        field: Where in the holder.
        unread: What would have to be known; "" where all of it could be read.
    """

    values: Mapping[str, str]
    databases: Mapping[str, Mapping[str, str]]
    holder: ResourceId
    field: str
    unread: str = ""

    def text(self, name: str) -> str:
        """A setting, or its default; "" where there is none."""
        return self.values.get(name, DEFAULTS.get(name, ""))

    def number(self, name: str) -> int | None:
        """A setting as a whole number; None where it is none."""
        text = self.text(name)
        return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None  # noqa: PLR2004 -- of 32 bits


@dataclass(slots=True)
class _Reader:
    """Reads lines one after the other, as PgBouncer does: the last word counts."""

    index: ResourceIndex
    workload: Workload
    container: Container
    section: str = ""
    values: dict[str, str] = field(default_factory=dict)
    databases: dict[str, Mapping[str, str]] = field(default_factory=dict)
    unread: list[str] = field(default_factory=list)

    def read(self, file: MountedFile, depth: int = 0) -> None:
        if file.text is None:
            self.unread.append(f"{file.key} of {file.kind}/{file.name}")
            return
        for line in file.text.splitlines():
            self._line(line.strip(), depth)

    def _line(self, line: str, depth: int) -> None:
        if line.startswith("["):
            self.section = line.strip("[]").lower()
            if self.section == "pgbouncer":  # a second one begins with the defaults again
                self.values.clear()
        elif line.startswith("%include"):
            self._include(line.removeprefix("%include").strip(), depth)
        elif "=" in line and not line.startswith((";", "#")):
            name, _, value = (part.strip() for part in line.partition("="))
            if self.section == "pgbouncer":
                self.values[name] = value
            elif self.section == "databases":
                self.databases[name] = _connect_string(value)

    def _include(self, path: str, depth: int) -> None:
        found = file_at(self.index, self.workload, self.container, path) if path.startswith("/") else None
        if found is None or depth >= DEPTH:
            self.unread.append(f"{path or 'a file'} in the pooler's image")
        else:
            self.read(found, depth + 1)


def pooler_settings(index: ResourceIndex, workload: Workload, container: Container) -> PoolerSettings:
    """What the PgBouncer in a container is told."""
    words = " ".join(container.argv).split()  # those of a shell's script, too
    path = next((word for word in reversed(words) if word.endswith(".ini")), INI)
    file = file_at(index, workload, container, posixpath.join("/", path))
    if file is None:
        return _from_environment(index, workload, container)
    reader = _Reader(index, workload, container)
    reader.read(file)
    holder = file.holder.id if file.holder and file.text is not None else workload.id
    place = file.field if file.holder and file.text is not None else container.field
    return PoolerSettings(reader.values, reader.databases, holder, place, " and ".join(reader.unread))


def _from_environment(index: ResourceIndex, workload: Workload, container: Container) -> PoolerSettings:
    """As the entrypoints of edoburu/pgbouncer (MAX_CLIENT_CONN) and bitnami/pgbouncer (PGBOUNCER_…) do."""
    found = environment.environment(index, workload, container)
    values = {}
    unread = list(found.unread)
    for variable, setting in found.variables.items():
        name = variable.removeprefix("PGBOUNCER_").lower()
        if name not in DEFAULTS and name != "max_prepared_statements":
            continue
        if setting.text is None:
            unread.append(f"{variable} of {workload}")
        else:
            values[name] = setting.text
    if not values:
        unread.append(f"the settings in the image of {workload}")
    return PoolerSettings(values, {}, workload.id, container.field, " and ".join(unread))


def _connect_string(text: str) -> Mapping[str, str]:
    pairs = (word.partition("=") for word in text.split())
    return {name: value for name, _, value in pairs if name not in {"password", "auth_query"}}
