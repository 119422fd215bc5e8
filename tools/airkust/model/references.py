"""Which other objects does a pod need by name, before it can start?"""

from collections.abc import Iterator
from dataclasses import dataclass

from airkust.model import tree
from airkust.model.field_path import Part
from airkust.model.workload import Container, Workload


@dataclass(frozen=True, slots=True)
class Reference:
    """One name a pod template mentions.

    Attributes:
        kind: ConfigMap, Secret, ServiceAccount, PriorityClass or PersistentVolumeClaim.
        key: The key that must exist in it; "" where the object as a whole is meant.
        optional: The pod starts without it.
        field: Where the name stands, in the object that holds the pod template.
    """

    kind: str
    name: str
    key: str
    optional: bool
    field: str

    def __str__(self) -> str:
        return f'key "{self.key}" of {self.kind}/{self.name}' if self.key else f"{self.kind}/{self.name}"


def references(workload: Workload) -> Iterator[Reference]:
    """Every ConfigMap, Secret, ServiceAccount, PriorityClass and PersistentVolumeClaim a pod template names.

    Its own volumeClaimTemplates are left out: the StatefulSet makes those claims.
    """
    for container in workload.all_containers:
        yield from _of_environment(container)
    for number, volume in enumerate(tree.sequence(workload.pod_spec, "volumes")):
        yield from _of_volume(workload, number, volume)
    for number, secret in enumerate(tree.sequence(workload.pod_spec, "imagePullSecrets")):
        # the kubelet starts a pod whose pull secret is missing, and pulls without it
        field = workload.field_of("spec", "imagePullSecrets", number)
        yield from _named("Secret", secret, "name", field, optional=True)
    if workload.service_account != "default":
        field = workload.field_of("spec", "serviceAccountName")
        yield Reference("ServiceAccount", workload.service_account, "", optional=False, field=field)
    if not tree.text(workload.pod_spec, "priorityClassName").startswith("system-"):  # every cluster has these
        field = workload.field_of("spec")
        yield from _named("PriorityClass", workload.pod_spec, "priorityClassName", field, optional=False)


def _of_environment(container: Container) -> Iterator[Reference]:
    for number, source in enumerate(tree.sequence(container.body, "envFrom")):
        for kind, part in (("ConfigMap", "configMapRef"), ("Secret", "secretRef")):
            ref = tree.mapping(source, part)
            field = container.field_of("envFrom", number, part)
            yield from _named(kind, ref, "name", field, optional=_optional(ref))
    for number, entry in enumerate(tree.sequence(container.body, "env")):
        for kind, part in (("ConfigMap", "configMapKeyRef"), ("Secret", "secretKeyRef")):
            ref = tree.mapping(entry, "valueFrom", part)
            field = container.field_of("env", number, "valueFrom", part)
            key = tree.text(ref, "key")
            yield from _named(kind, ref, "name", field, optional=_optional(ref), key=key)


def _of_volume(workload: Workload, number: int, volume: object) -> Iterator[Reference]:
    path: tuple[Part, ...] = ("spec", "volumes", number)
    yield from _of_source(workload, path, volume, "secretName")
    for inner, source in enumerate(tree.sequence(volume, "projected", "sources")):
        yield from _of_source(workload, (*path, "projected", "sources", inner), source, "name")
    claim = tree.mapping(volume, "persistentVolumeClaim")
    field = workload.field_of(*path, "persistentVolumeClaim")
    own = {
        tree.text(made, "metadata", "name")
        for made in tree.sequence(workload.resource.body, "spec", "volumeClaimTemplates")
    }
    if tree.text(volume, "name") not in own:
        yield from _named("PersistentVolumeClaim", claim, "claimName", field, optional=False)


def _of_source(
    workload: Workload, path: tuple[Part, ...], source: object, secret_name: str
) -> Iterator[Reference]:
    for kind, part, named in (("ConfigMap", "configMap", "name"), ("Secret", "secret", secret_name)):
        ref = tree.mapping(source, part)
        field = workload.field_of(*path, part)
        items = [tree.text(item, "key") for item in tree.sequence(ref, "items")]
        for key in items or [""]:
            yield from _named(kind, ref, named, field, optional=_optional(ref), key=key)


def _optional(ref: object) -> bool:
    return tree.at(ref, "optional") is True


def _named(
    kind: str, ref: object, named: str, field: str, *, optional: bool, key: str = ""
) -> Iterator[Reference]:
    if name := tree.text(ref, named):
        yield Reference(kind, name, key, optional, f"{field}.{named}")
