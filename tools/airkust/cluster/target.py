"""Where does each rendered object go, and can the cluster hold it yet?"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from airkust.cluster.discovery import ApiKind, Kinds
from airkust.model import tree
from airkust.model.rendering import Rendering
from airkust.model.resource import Resource, ResourceId

CRD = "CustomResourceDefinition"


@dataclass(frozen=True, slots=True)
class Target:
    """A rendered object and its place.

    Attributes:
        id: With its namespace.
        desired: As rendered, with its namespace.
        kind: None where the cluster has no such kind: then it is new, or there is an error.
        new: Its kind comes with the rendering: nothing can be live.
        error: Why it cannot be compared.
    """

    id: ResourceId
    desired: Mapping[str, Any] = field(repr=False)
    kind: ApiKind | None = None
    new: bool = False
    error: str = ""


def targets(rendering: Rendering, kinds: Kinds, namespace: str) -> tuple[Target, ...]:
    """The targets of all objects, in their order.

    Args:
        rendering: The objects.
        kinds: What the cluster has.
        namespace: Where those go that name none.
    """
    coming = frozenset(_defined(resource) for resource in rendering.of_kind(CRD))
    return tuple(_target(resource, kinds, namespace, coming) for resource in rendering)


def _target(
    resource: Resource,
    kinds: Kinds,
    namespace: str,
    coming: frozenset[tuple[str, str]],
) -> Target:
    kind = kinds.get(resource.api_version, resource.kind)
    if kind is None:
        placed = _placed(resource, resource.namespace)
        if (resource.id.api_group, resource.kind) in coming:
            return Target(placed, resource.body, new=True)
        return Target(placed, resource.body, error=_unknown(resource, kinds))
    if not kind.namespaced:
        return Target(_placed(resource, ""), resource.body, kind)
    place = resource.namespace or namespace
    metadata = {**tree.mapping(resource.body, "metadata"), "namespace": place}
    desired = {**resource.body, "metadata": metadata}
    return Target(_placed(resource, place), desired, kind)


def _placed(resource: Resource, namespace: str) -> ResourceId:
    return ResourceId(resource.kind, resource.name, namespace, resource.id.api_group)


def _defined(crd: Resource) -> tuple[str, str]:
    return tree.text(crd.body, "spec", "group"), tree.text(crd.body, "spec", "names", "kind")


def _unknown(resource: Resource, kinds: Kinds) -> str:
    group = resource.id.api_group
    if group in kinds.silent:
        return f"the server of {group} is down: `kubectl get apiservices` shows which"
    if versions := kinds.versions(group, resource.kind):
        present = " and ".join(each.api_version for each in versions)
        return f"the cluster has {resource.kind} as {present}, not as {resource.api_version}"
    question = "; is its CRD installed?" if "." in group else ""
    return f"the cluster has no kind {resource.kind} of {resource.api_version}{question}"
