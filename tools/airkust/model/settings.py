"""Which Airflow configuration is in effect in a container?

In Airflow's order: environment, `_CMD`, `_SECRET`, then the same three in airflow.cfg, then the default.
"""

import configparser
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from airkust.model import environment
from airkust.model.defaults import DEFAULTS
from airkust.model.environment import Environment
from airkust.model.index import ResourceIndex
from airkust.model.mounts import MountedFile, file_at
from airkust.model.value import Elsewhere, Known, Setting, Undetermined, Value
from airkust.model.workload import Container, Workload

HOME = "/opt/airflow"
"""AIRFLOW_HOME of the official image."""

PREFIX = "AIRFLOW__"

INDIRECT = {"_cmd": "command", "_secret": "secrets backend"}


SENSITIVE_KEYS = frozenset(
    [
        "broker_url",
        "celery_result_backend",
        "fernet_key",
        "flower_basic_auth",
        "jwt_secret",
        "password",
        "remote_task_handler_kwargs",
        "result_backend",
        "secret_key",
        "sentry_dsn",
        "smtp_password",
        "sql_alchemy_conn",
    ]
)
"""Those that may be asked of somebody else: `sensitive: true` in the config.yml and the providers."""


def variable(section: str, key: str) -> str:
    """The environment variable of a setting: `AIRFLOW__CORE__EXECUTOR`."""
    return f"AIRFLOW__{section.replace('.', '_').upper()}__{key.upper()}"


@dataclass(frozen=True, eq=False)
class Settings:
    """The effective configuration of one container."""

    index: ResourceIndex = field(repr=False)
    workload: Workload
    container: Container

    @cached_property
    def environment(self) -> Environment:
        return environment.environment(self.index, self.workload, self.container)

    def get(self, section: str, key: str) -> Setting:
        """One setting, for instance `get("core", "executor")`.

        Its value is None where nobody sets it and we know no default.
        """
        name = variable(section, key)
        variables = self.environment.variables
        if name in variables:
            return variables[name]
        for suffix, how in INDIRECT.items():
            if indirect := variables.get(name + suffix.upper()):
                return Setting(_elsewhere(how, indirect.value), indirect.holder, indirect.field)
        if self.environment.unread:
            return Setting(Undetermined(" and ".join(self.environment.unread)))
        return self._from_file(section, key) or _default(section, key)

    @cached_property
    def stated(self) -> Mapping[tuple[str, str], Setting]:
        """Every setting that somebody made, by section and key: variables first, then those of airflow.cfg.

        A section is written as in a variable's name: a dot in it has become an underscore.
        """
        names = [
            (section.lower(), key.lower())
            for name in self.environment.variables
            if name.startswith(PREFIX)
            for section, _, key in [name.removeprefix(PREFIX).partition("__")]
        ]
        names += [(section, key) for section, entries in self._sections.items() for key in entries]
        plain = dict.fromkeys((section, _direct(key)) for section, key in names if section and key)
        return {name: self.get(*name) for name in plain}

    def is_true(self, section: str, key: str) -> bool | None:
        """A setting as Airflow's getboolean reads it; None where it is unknown or no boolean."""
        return {"t": True, "true": True, "1": True, "f": False, "false": False, "0": False}.get(
            (self.get(section, key).text or "").split("#")[0].strip().lower()
        )

    def number(self, section: str, key: str) -> float | None:
        """A setting as a number; None where it is unknown or none."""
        try:
            return float(self.get(section, key).text or "")
        except ValueError:
            return None

    @cached_property
    def file(self) -> MountedFile | None:
        """The airflow.cfg, where it is mounted from a ConfigMap or a Secret."""
        path = self._path("AIRFLOW_CONFIG")
        if path is None:
            path = f"{self._path('AIRFLOW_HOME') or HOME}/airflow.cfg"
        return file_at(self.index, self.workload, self.container, path) if path.startswith("/") else None

    @cached_property
    def _sections(self) -> Mapping[str, Mapping[str, str]]:
        parser = configparser.RawConfigParser(strict=False, allow_no_value=True)
        text = self.file.text if self.file else None
        try:
            parser.read_string(text or "")
        except configparser.Error:
            return {}
        return {name: {k: v or "" for k, v in parser.items(name)} for name in parser.sections()}

    def _path(self, name: str) -> str | None:
        setting = self.environment.variables.get(name)
        return setting.text if setting else None

    def _from_file(self, section: str, key: str) -> Setting | None:
        if self.file is None:
            return None
        holder = self.file.holder
        if self.file.kind == "Secret":
            return Setting(Undetermined(f"[{section}] {key} in Secret/{self.file.name}"))
        if holder is None:
            return Setting(Undetermined(f"ConfigMap/{self.file.name}"))
        entries = self._sections.get(section, {})
        if key in entries:
            return Setting(Known(entries[key]), holder.id, self.file.field)
        for suffix, how in INDIRECT.items():
            if key + suffix in entries:
                value = Elsewhere(how, entries[key + suffix])
                return Setting(value, holder.id, self.file.field)
        return None


def _direct(key: str) -> str:
    """The key that another one stands for: `fernet_key` for `fernet_key_cmd`, but `jwt_secret` is its own."""
    plain = next((key.removesuffix(suffix) for suffix in INDIRECT if key.endswith(suffix)), key)
    return plain if plain in SENSITIVE_KEYS else key


def _default(section: str, key: str) -> Setting:
    default = DEFAULTS.get((section, key))
    return Setting(None if default is None else Known(default))


def _elsewhere(how: str, value: Value | None) -> Value | None:
    return Elsewhere(how, value.text) if isinstance(value, Known) else value
