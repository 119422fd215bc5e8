"""Which environment does a container start with?

As the kubelet builds it: envFrom in order, then env in order, later ones win, `$(NAME)` expanded with
what was set before, `$$` an escaped dollar sign.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from airkust.model import field_path, tree
from airkust.model.index import ResourceIndex
from airkust.model.resource import Resource
from airkust.model.value import Known, SecretRef, Setting, Undetermined, Value
from airkust.model.workload import Container, Workload

REFERENCE = re.compile(r"\$(?:\$|\(([^()$]+)\))")


@dataclass(frozen=True, slots=True)
class Environment:
    """The variables of a container.

    Attributes:
        variables: By name.
        unread: Objects outside the rendering that may set more, for instance `Secret/airflow-extra`.
    """

    variables: Mapping[str, Setting]
    unread: tuple[str, ...] = ()

    def get(self, name: str) -> Setting | None:
        """A variable; None if it is surely not set."""
        found = self.variables.get(name)
        if found is None and self.unread:
            return Setting(Undetermined(" and ".join(self.unread)))
        return found


def environment(index: ResourceIndex, workload: Workload, container: Container) -> Environment:
    """The environment of one container of a workload."""
    sources = from_sources(index, workload, container)
    variables = dict(sources.variables)
    for number, entry in enumerate(tree.sequence(container.body, "env")):
        name = tree.text(entry, "name")
        if name:
            value = _value(index, workload, entry, variables)
            variables[name] = Setting(value, workload.id, container.field_of("env", number))
    return Environment(variables, sources.unread)


def from_sources(index: ResourceIndex, workload: Workload, container: Container) -> Environment:
    """What envFrom sets, before the variables of `env`."""
    variables: dict[str, Setting] = {}
    unread: list[str] = []
    for source in tree.sequence(container.body, "envFrom"):
        prefix = tree.text(source, "prefix")
        for kind, ref in (("ConfigMap", "configMapRef"), ("Secret", "secretRef")):
            name = tree.text(source, ref, "name")
            if not name:
                continue
            holder = index.get(kind, name, workload.namespace)
            if holder is None:
                unread.append(f"{kind}/{name}")
            else:
                variables.update(_all_keys(holder, prefix))
    return Environment(variables, tuple(unread))


def _all_keys(holder: Resource, prefix: str) -> Iterator[tuple[str, Setting]]:
    for part in ("data", "stringData") if holder.kind == "Secret" else ("data",):
        for key, text in tree.mapping(holder.body, part).items():
            field = field_path.join(part, key)
            if holder.kind == "Secret":
                yield prefix + key, Setting(SecretRef(holder.name, key), holder.id, field)
            elif isinstance(text, str):
                yield prefix + key, Setting(Known(text), holder.id, field)


def _value(
    index: ResourceIndex, workload: Workload, entry: object, variables: Mapping[str, Setting]
) -> Value:
    source = tree.mapping(entry, "valueFrom")
    if not source:
        return expand(tree.text(entry, "value"), variables)
    if name := tree.text(source, "secretKeyRef", "name"):
        return SecretRef(name, tree.text(source, "secretKeyRef", "key"))
    if name := tree.text(source, "configMapKeyRef", "name"):
        key = tree.text(source, "configMapKeyRef", "key")
        holder = index.get("ConfigMap", name, workload.namespace)
        text = tree.at(holder.body, "data", key) if holder else None
        return Known(text) if isinstance(text, str) else Undetermined(f'key "{key}" of ConfigMap/{name}')
    if tree.text(source, "fieldRef", "fieldPath") == "metadata.namespace" and _namespace_is_certain(workload):
        return Known(workload.namespace)
    return Undetermined(_fact(source))


def _namespace_is_certain(workload: Workload) -> bool:
    """Task pods need not run where the ConfigMap with their template stands."""
    return bool(workload.namespace) and not workload.embedded


def _fact(source: object) -> str:
    if name := tree.text(source, "fieldRef", "fieldPath"):
        return f"the pod's {name}"
    if name := tree.text(source, "resourceFieldRef", "resource"):
        return f"the container's {name}"
    return "its valueFrom"


def expand(text: str, variables: Mapping[str, Setting]) -> Value:
    """A value with `$(NAME)` replaced by what NAME holds, where that is known.

    Args:
        text: As written.
        variables: Those set before it; a reference to any other stays as it is.

    Returns:
        The Secret or fact itself, where the text is nothing but a reference to it.
    """
    whole = REFERENCE.fullmatch(text)
    if whole and (named := variables.get(whole.group(1) or "")) and named.value is not None:
        return named.value
    secrets: list[SecretRef] = []

    def replace(match: re.Match[str]) -> str:
        if match.group(1) is None:
            return "$"
        named = variables.get(match.group(1))
        value = named.value if named else None
        if isinstance(value, SecretRef):
            secrets.append(value)
        if isinstance(value, Known):
            secrets.extend(value.secrets)
            return value.text
        return match.group(0)

    return Known(REFERENCE.sub(replace, text), tuple(secrets))
