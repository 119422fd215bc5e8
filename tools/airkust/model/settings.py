"""Which Airflow configuration is in effect in a container?

In Airflow's order: environment, `_CMD`, `_SECRET`, then the same three in airflow.cfg, then the default. In
each place the new name of a setting comes before the old one, where Airflow 3 still reads that.

An airflow.cfg in a scratch volume was written by an init container. Bitnami's copies the one of a ConfigMap
and adds the credentials: what its script does not name is as in the ConfigMap.

Source: `_lookup_sequence` in `airflow/_shared/configuration/parser.py` of apache-airflow-core 3.3.2.
"""

import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from airkust.model import environment, tree
from airkust.model.airflow_cfg import read_cfg
from airkust.model.defaults import DEFAULTS
from airkust.model.environment import Environment
from airkust.model.index import ResourceIndex
from airkust.model.known_settings import SENSITIVE, may_be_indirect
from airkust.model.mounts import MountedFile, file_at, file_named, writers
from airkust.model.renamed_settings import OLD_NAMES, Name
from airkust.model.value import Elsewhere, Known, SecretRef, Setting, Undetermined, Value
from airkust.model.workload import Container, Workload

HOME = "/opt/airflow"
"""AIRFLOW_HOME of the official image."""

PREFIX = "AIRFLOW__"
FILE = "airflow.cfg"

INDIRECT = {"_cmd": "command", "_secret": "secrets backend"}

WORD = re.compile(r"\w+", re.ASCII)

SHELL_VARIABLE = re.compile(r"\$(?:(\w+)|\{(\w+)\})", re.ASCII)


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
        names = tuple(_names(section, key))
        for name in names:
            if found := self._from_environment(*name):
                return found
            if self.environment.unread:
                return Setting(Undetermined(" and ".join(self.environment.unread)))
        return self._rewritten(names) or self._from_file(names) or self._default(section, key)

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
        names += [(section, key) for section, entries in self.sections.items() for key in entries]
        plain = dict.fromkeys((section, _direct(section, key)) for section, key in names if section and key)
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
    def home(self) -> str:
        """AIRFLOW_HOME: as set, else where an airflow.cfg is mounted, else that of the official image."""
        if path := self._path("AIRFLOW_HOME"):
            return path
        mounts = tree.sequence(self.container.body, "volumeMounts")
        homes = (posixpath.split(tree.text(mount, "mountPath")) for mount in mounts)
        return next((folder for folder, name in homes if name == FILE and folder != "/"), HOME)

    @cached_property
    def file(self) -> MountedFile | None:
        """The airflow.cfg, where it is mounted from a ConfigMap or a Secret, or copied from there."""
        found = self._absolute and file_at(self.index, self.workload, self.container, self._absolute)
        if found:
            return found
        copies = (file_named(self.index, self.workload, writer, FILE) for writer in self.writers)
        return next(filter(None, copies), None)

    @cached_property
    def writers(self) -> tuple[Container, ...]:
        """The init containers that may write the airflow.cfg, where it stands in a scratch volume."""
        return writers(self.workload, self.container, self._absolute) if self._absolute else ()

    @cached_property
    def _absolute(self) -> str:
        path = self._path("AIRFLOW_CONFIG")
        path = posixpath.join(self.home, FILE) if path is None else path
        return path if path.startswith("/") else ""

    @cached_property
    def sections(self) -> Mapping[str, Mapping[str, str]]:
        """What the mounted airflow.cfg says, by section; empty where it cannot be read."""
        return read_cfg((self.file.text if self.file else None) or "")

    def _from_environment(self, section: str, key: str) -> Setting | None:
        name, variables = variable(section, key), self.environment.variables
        if found := variables.get(name):
            return Setting(self._expanded(found.value), found.holder, found.field)
        for suffix, how in INDIRECT.items() if may_be_indirect(section, key) else ():
            if indirect := variables.get(name + suffix.upper()):
                return Setting(_elsewhere(how, indirect.value), indirect.holder, indirect.field)
        return None

    def _path(self, name: str) -> str | None:
        setting = self.environment.variables.get(name)
        return setting.text if setting else None

    def _rewritten(self, names: tuple[Name, ...]) -> Setting | None:
        for writer in self.writers:
            said = set(WORD.findall(" ".join(writer.argv)))
            if not writer.argv or any(key in said for _, key in names):
                return Setting(Undetermined(f'what container "{writer.name}" writes into {FILE}'))
        return None

    def _default(self, section: str, key: str) -> Setting:
        default = DEFAULTS.get((section, key))
        if default and self.home != HOME:
            default = default.replace(HOME, self.home)
        return Setting(None if default is None else Known(default))

    def _from_file(self, names: tuple[Name, ...]) -> Setting | None:
        if self.file is None:
            return None
        holder = self.file.holder
        if self.file.kind == "Secret":
            section, key = names[0]
            return Setting(Undetermined(f"[{section}] {key} in Secret/{self.file.name}"))
        if holder is None:
            return Setting(Undetermined(f"ConfigMap/{self.file.name}"))
        value = self._written(names)
        return None if value is None else Setting(value, holder.id, self.file.field)

    def _written(self, names: tuple[Name, ...]) -> Value | None:
        for section, key in names:
            entries = self.sections.get(section, {})
            if key in entries:
                return self._expanded(Known(entries[key].replace("%%", "%")))
        for suffix, how in INDIRECT.items():
            for section, key in names:
                command = self.sections.get(section, {}).get(key + suffix)
                if command is not None and may_be_indirect(section, key):
                    return Elsewhere(how, command)
        return None

    def _expanded(self, value: Value | None) -> Value | None:
        """A value with `$NAME` and `${NAME}` replaced, which Airflow does wherever it reads a setting."""
        if not isinstance(value, Known) or "$" not in value.text:
            return value
        secrets = list(value.secrets)

        def replace(match: re.Match[str]) -> str:
            named = self.environment.variables.get(match[1] or match[2])
            if named and isinstance(named.value, SecretRef):
                secrets.append(named.value)
            return match[0] if named is None or named.text is None else named.text

        return Known(SHELL_VARIABLE.sub(replace, value.text), tuple(secrets))


def _names(section: str, key: str) -> Iterator[Name]:
    """The names a setting is looked for under."""
    yield section, key
    if old := OLD_NAMES.get((section, key)):
        yield old


def _direct(section: str, key: str) -> str:
    """The key that another one stands for: `fernet_key` for `fernet_key_cmd`, but `jwt_secret` is its own."""
    plain = next((key.removesuffix(suffix) for suffix in INDIRECT if key.endswith(suffix)), key)
    return plain if (section, plain) in SENSITIVE else key


def _elsewhere(how: str, value: Value | None) -> Value | None:
    return Elsewhere(how, value.text) if isinstance(value, Known) else value
