"""Which file does a container see at a path?"""

import posixpath
from collections.abc import Mapping
from dataclasses import dataclass

from airkust.model import field_path, tree
from airkust.model.index import ResourceIndex
from airkust.model.resource import Resource
from airkust.model.workload import Container, Workload


@dataclass(frozen=True, slots=True)
class MountedFile:
    """A file that comes from a ConfigMap or a Secret.

    Attributes:
        kind: ConfigMap or Secret.
        name: Of that object, rendered or not.
        key: Under which the file stands.
        holder: The object; None if it is not in the rendering.
        text: Its content; None for a Secret, and where the key or the object is missing.
    """

    kind: str
    name: str
    key: str
    holder: Resource | None
    text: str | None

    @property
    def field(self) -> str:
        """Its path inside the holder."""
        return field_path.join("data", self.key)


def file_at(index: ResourceIndex, workload: Workload, container: Container, path: str) -> MountedFile | None:
    """The ConfigMap or Secret key behind a path inside a container.

    Args:
        index: Where the objects are looked for.
        workload: The pod.
        container: The one that looks.
        path: Absolute.

    Returns:
        None if the path is not below a mount of a ConfigMap or Secret: it comes from the image or
        from another volume.
    """
    path = posixpath.normpath(path)
    mount = _mount(container, path)
    inside = posixpath.relpath(path, posixpath.normpath(tree.text(mount, "mountPath"))) if mount else ""
    wanted = posixpath.normpath(posixpath.join(tree.text(mount, "subPath"), inside))
    volume = _volume(workload, mount)
    return _in_volume(index, workload.namespace, volume, wanted) if volume else None


def hidden_by(index: ResourceIndex, workload: Workload, container: Container, path: str) -> str:
    """The ConfigMap or Secret that is mounted over a path and surely holds nothing there; "" for none.

    Whatever the image has at that path cannot be seen.
    """
    volume = _volume(workload, _mount(container, posixpath.normpath(path)))
    if file_at(index, workload, container, path):
        return ""
    for kind, part, named in (("ConfigMap", "configMap", "name"), ("Secret", "secret", "secretName")):
        if name := tree.text(volume, part, named):
            return f"{kind}/{name}"
    return ""


def writers(workload: Workload, container: Container, path: str) -> tuple[Container, ...]:
    """The init containers that may have written what stands at a path, where that is in a scratch volume."""
    mount = _mount(container, posixpath.normpath(path))
    name = tree.text(mount, "name")
    if "emptyDir" not in tree.mapping(_volume(workload, mount)):
        return ()
    return tuple(
        init
        for init in workload.init_containers
        if any(tree.text(each, "name") == name for each in tree.sequence(init.body, "volumeMounts"))
    )


def file_named(
    index: ResourceIndex, workload: Workload, container: Container, name: str
) -> MountedFile | None:
    """The file of that name that a container sees below any of its mounts of a ConfigMap or Secret."""
    for mount in tree.sequence(container.body, "volumeMounts"):
        at = posixpath.normpath(tree.text(mount, "mountPath") or ".")
        itself = posixpath.basename(at) == name
        found = file_at(index, workload, container, at if itself else posixpath.join(at, name))
        if found and (itself or found.holder):
            return found
    return None


def claim_at(workload: Workload, container: Container, path: str) -> str:
    """The PersistentVolumeClaim or volumeClaimTemplate behind a path inside a container; "" for none."""
    mount = _mount(container, posixpath.normpath(path))
    if claim := tree.text(_volume(workload, mount), "persistentVolumeClaim", "claimName"):
        return claim
    made = tree.sequence(workload.resource.body, "spec", "volumeClaimTemplates")
    names = {tree.text(each, "metadata", "name") for each in made if not workload.embedded}
    name = tree.text(mount, "name")
    return name if name and name in names else ""


def _mount(container: Container, path: str) -> object:
    """The mount that decides what stands at a path: the innermost one above it."""
    mounts = [mount for mount in tree.sequence(container.body, "volumeMounts") if _covers(mount, path)]
    return max(mounts, key=lambda found: len(tree.text(found, "mountPath")), default=None)


def _volume(workload: Workload, mount: object) -> object:
    name = tree.text(mount, "name")
    volumes = tree.sequence(workload.pod_spec, "volumes")
    return next((volume for volume in volumes if name and tree.text(volume, "name") == name), None)


def _covers(mount: object, path: str) -> bool:
    at = tree.text(mount, "mountPath")
    if not at.startswith("/"):
        return False
    at = posixpath.normpath(at)
    return path == at or path.startswith(at.rstrip("/") + "/")


def _in_volume(index: ResourceIndex, namespace: str, volume: object, wanted: str) -> MountedFile | None:
    sources = [volume, *tree.sequence(volume, "projected", "sources")]
    for source in sources:
        for kind, part, named in (
            ("ConfigMap", "configMap", "name"),
            ("Secret", "secret", "name" if source is not volume else "secretName"),
        ):
            name = tree.text(source, part, named)
            if name and (found := _key(index, namespace, (kind, name), tree.mapping(source, part), wanted)):
                return found
    return None


def _key(
    index: ResourceIndex, namespace: str, of: tuple[str, str], source: Mapping[str, object], wanted: str
) -> MountedFile | None:
    kind, name = of
    holder = index.get(kind, name, namespace)
    if items := tree.sequence(source, "items"):
        paths = {posixpath.normpath(tree.text(item, "path")): tree.text(item, "key") for item in items}
        if wanted not in paths:
            return None
        key = paths[wanted]
    elif holder is not None and wanted not in _keys(holder):
        return None
    else:
        key = wanted
    text = tree.at(holder.body, "data", key) if holder and kind == "ConfigMap" else None
    return MountedFile(kind, name, key, holder, text if isinstance(text, str) else None)


def _keys(holder: Resource) -> set[str]:
    return {key for part in ("data", "binaryData", "stringData") for key in tree.mapping(holder.body, part)}
