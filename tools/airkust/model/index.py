"""Which object is meant by a kind, a name and a namespace?"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType
from typing import Any

from airkust.model.resource import Resource, ResourceId


@dataclass(frozen=True, slots=True)
class Embedded:
    """A YAML document that stands as a string in a ConfigMap.

    Attributes:
        value: What it holds; None where it cannot be read.
        error: Why it cannot be read, with the line; "" where it can.
    """

    value: Any = field(repr=False)
    error: str = ""


def same_namespace(one: str, other: str) -> bool:
    """Whether two objects may meet.

    A manifest that names no namespace goes wherever kubectl is told: it may meet any other.
    """
    return one == other or not one or not other


@dataclass(frozen=True, eq=False)
class ResourceIndex:
    """Objects in the order of the rendering, found by kind and name.

    Attributes:
        embedded: YAML inside ConfigMaps, by the ConfigMap and its key.
    """

    resources: Sequence[Resource]
    embedded: Mapping[tuple[ResourceId, str], Embedded] = field(default_factory=dict)

    @cached_property
    def _by_kind(self) -> Mapping[str, tuple[Resource, ...]]:
        found: dict[str, list[Resource]] = {}
        for resource in self.resources:
            found.setdefault(resource.kind, []).append(resource)
        return MappingProxyType({kind: tuple(members) for kind, members in found.items()})

    @cached_property
    def _by_name(self) -> Mapping[tuple[str, str], tuple[Resource, ...]]:
        found: dict[tuple[str, str], list[Resource]] = {}
        for resource in self.resources:
            found.setdefault((resource.kind, resource.name), []).append(resource)
        return MappingProxyType({key: tuple(members) for key, members in found.items()})

    def of_kind(self, *kinds: str) -> Iterator[Resource]:
        """All objects of these kinds."""
        for kind in kinds:
            yield from self._by_kind.get(kind, ())

    @cached_property
    def _near(self) -> dict[tuple[str, str], tuple[Resource, ...]]:
        return {}

    def of_kind_near(self, namespace: str, *kinds: str) -> Iterator[Resource]:
        """The objects of these kinds that may be in a namespace: those in it, and those that name none.

        Kept, so that a question asked for each workload does not look at each object again.
        """
        for kind in kinds:
            if (kind, namespace) not in self._near:
                members = self._by_kind.get(kind, ())
                near = tuple(found for found in members if same_namespace(found.namespace, namespace))
                self._near[kind, namespace] = near
            yield from self._near[kind, namespace]

    def get(self, kind: str, name: str, namespace: str = "") -> Resource | None:
        """The object of that kind and name in a namespace ("" meets any); None if it is not rendered."""
        candidates = self._by_name.get((kind, name), ())
        exact = next((found for found in candidates if found.namespace == namespace), None)
        return exact or next(
            (found for found in candidates if same_namespace(found.namespace, namespace)), None
        )
