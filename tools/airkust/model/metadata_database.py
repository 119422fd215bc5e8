"""Which metadata database does a container of Airflow use, as far as its URL may be read?

A URL holds a password: of it only what comes before and after the login is kept.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import parse_qsl

from airkust.model.environment import Environment, environment
from airkust.model.number import missing
from airkust.model.settings import Settings
from airkust.model.value import Known, Setting, Undetermined

URL = re.compile(
    r"(?P<scheme>[a-z][a-z0-9]*)(?:\+(?P<driver>[a-z0-9_]+))?:"
    r"//(?>.*@)?+(?P<host>\[[^\]]*\]|[^:/?@]*)(?::(?P<port>[0-9]{1,5}))?(?:/[^?]*)?(?:\?(?P<query>.*))?",
    re.DOTALL,
)
"""Everything before the last `@` is the login, also where a password was not escaped."""

ASYNC_DRIVERS: Final[Mapping[str, str]] = {
    "mysql": "aiomysql",
    "postgresql": "asyncpg",
    "sqlite": "aiosqlite",
}
"""What Airflow takes for its asynchronous code where nobody names a URL for it (`airflow/settings.py`,
`_get_async_conn_uri_from_sync`)."""

DIALECTS = {"postgres": "postgresql"}


@dataclass(frozen=True, slots=True)
class Connection:
    """What is known of one database URL.

    Attributes:
        setting: Where it stands.
        dialect: postgresql, mysql, sqlite; "" where it cannot be read.
        driver: What is written behind a plus; "" where none is.
        host: "" where it cannot be read, and for a file.
        port: None where none is written.
        options: The parameters behind the question mark; None where they cannot be read.
    """

    setting: Setting
    dialect: str = ""
    driver: str = ""
    host: str = ""
    port: int | None = None
    options: Mapping[str, str] | None = None

    @property
    def none(self) -> bool:
        """There is no connection: the setting is empty, which turns an engine off."""
        return self.setting.value == Known("")

    @property
    def fact(self) -> str:
        """What would have to be known to read it."""
        if isinstance(self.setting.value, Known):  # never the text
            return " and ".join(map(str, self.setting.value.secrets)) or "a database URL that can be read"
        return missing(self.setting)


def connection(settings: Settings) -> Connection:
    """The database that a container's ordinary code works on."""
    setting = settings.get("database", "sql_alchemy_conn")
    if setting.is_default and setting.text is not None:
        before = settings.get("core", "sql_alchemy_conn")  # where Airflow 2 had it; still read
        setting = before if not before.is_default else _of_entrypoint(settings.environment) or setting
    elif settings.writers and isinstance(setting.value, Undetermined):
        setting = _of_writers(settings) or setting
    return read_url(setting)


def async_connection(settings: Settings) -> Connection:
    """The database that a container's asynchronous code works on; derived where nobody sets it."""
    setting = settings.get("database", "sql_alchemy_conn_async")
    if setting.value is not None:
        return read_url(setting)
    sync = connection(settings)
    driver = ASYNC_DRIVERS.get(sync.dialect, sync.driver)
    return Connection(sync.setting, sync.dialect, driver, sync.host, sync.port, sync.options)


def read_url(setting: Setting) -> Connection:
    """Take a URL apart, and forget its user and password."""
    text = setting.value.text if isinstance(setting.value, Known) else ""
    found = URL.fullmatch(text)
    if found is None:
        return Connection(setting)
    dialect, query, host = found["scheme"], found["query"] or "", found["host"]
    port = found["port"]
    return Connection(
        setting,
        DIALECTS.get(dialect, dialect),
        found["driver"] or "",
        "" if "$(" in host else host.strip("[]"),
        int(port) if port else None,
        None if "$(" in query else dict(parse_qsl(query, keep_blank_values=True)),
    )


def _of_writers(settings: Settings) -> Setting | None:
    """What the init container of Bitnami's chart builds the URL from."""
    environments = (environment(settings.index, settings.workload, each) for each in settings.writers)
    return next(filter(None, map(_of_entrypoint, environments)), None)


def _of_entrypoint(variables: Environment) -> Setting | None:
    """What Bitnami's image builds the URL from."""
    host = variables.variables.get("AIRFLOW_DATABASE_HOST")
    if host is None:
        return None
    port = variables.variables.get("AIRFLOW_DATABASE_PORT_NUMBER")
    if host.text is None:
        return host
    where = f"{host.text}:{port.text}" if port and port.text else host.text
    return Setting(Known(f"postgresql+psycopg2://{where}/"), host.holder, host.field)
