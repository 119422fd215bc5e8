"""How does a pod take in a ConfigMap or a Secret: for good when it starts, or again and again?"""

from collections.abc import Collection, Iterator
from enum import StrEnum

from airkust.model import tree
from airkust.model.resource import ResourceId
from airkust.model.workload import Container, Workload


class Use(StrEnum):
    """One way."""

    ENVIRONMENT = "variables"
    """Read when a container starts."""
    SUB_PATH = "a file mounted by subPath"
    """Copied when a container starts, and never renewed."""
    VOLUME = "a mounted volume"
    """The kubelet renews the files, within its sync period and the age of its cache: a minute or two."""


def uses(workload: Workload, of: ResourceId, keys: Collection[str]) -> frozenset[Use]:
    """The ways in which the pods of a workload take in some keys of an object of their namespace.

    Args:
        workload: What makes the pods.
        of: A ConfigMap or a Secret.
        keys: Those that matter.
    """
    found = set()
    for container in workload.all_containers:
        if _in_environment(container, of, keys):
            found.add(Use.ENVIRONMENT)
        found.update(_mounted(workload, container, of, keys))
    return frozenset(found)


def _in_environment(container: Container, of: ResourceId, keys: Collection[str]) -> bool:
    source, ref = (
        ("secretRef", "secretKeyRef") if of.kind == "Secret" else ("configMapRef", "configMapKeyRef")
    )
    named = (tree.text(each, source, "name") for each in tree.sequence(container.body, "envFrom"))
    if keys and of.name in named:
        return True
    single = (tree.mapping(each, "valueFrom", ref) for each in tree.sequence(container.body, "env"))
    return any(tree.text(each, "name") == of.name and tree.text(each, "key") in keys for each in single)


def _mounted(
    workload: Workload, container: Container, of: ResourceId, keys: Collection[str]
) -> Iterator[Use]:
    files = {
        tree.text(volume, "name"): paths
        for volume in tree.sequence(workload.pod_spec, "volumes")
        if (paths := frozenset(_files(volume, of, keys)))
    }
    for mount in tree.sequence(container.body, "volumeMounts"):
        paths = files.get(tree.text(mount, "name"), frozenset())
        part = tree.text(mount, "subPath") or tree.text(mount, "subPathExpr")
        if not part:
            if paths:
                yield Use.VOLUME
        elif any(path == part or path.startswith(f"{part}/") for path in paths):
            yield Use.SUB_PATH


def _files(volume: object, of: ResourceId, keys: Collection[str]) -> Iterator[str]:
    """The paths in a volume under which the keys stand."""
    for source in (volume, *tree.sequence(volume, "projected", "sources")):
        if of.kind == "Secret":
            body = tree.mapping(source, "secret")
            name = tree.text(body, "secretName" if source is volume else "name")
        else:
            body = tree.mapping(source, "configMap")
            name = tree.text(body, "name")
        if name != of.name:
            continue
        items = tree.sequence(body, "items")
        for key in keys:
            paths = [tree.text(item, "path") for item in items if tree.text(item, "key") == key]
            yield from paths if items else [key]
