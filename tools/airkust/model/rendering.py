"""What is one rendered overlay?"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from airkust.model import semantics
from airkust.model.external import External
from airkust.model.facts import Facts
from airkust.model.index import Embedded, ResourceIndex, same_namespace
from airkust.model.replicas import Replicas, replicas
from airkust.model.resource import Resource, ResourceId
from airkust.model.workload import Workload, workload_of

if TYPE_CHECKING:
    from airkust.model.airflow import Airflow


@dataclass(frozen=True, eq=False)
class Rendering:
    """Every object of one overlay or file, in the order they were rendered. Views are made once.

    Attributes:
        name: What the user calls it: an overlay directory, a file, or "-".
        resources: Never empty; no object twice.
        embedded: YAML that stands as a string in ConfigMaps, by the ConfigMap and its key.
        external: Objects the site makes itself; None where nobody declared which.
        facts: What the site states beside its manifests.
    """

    name: str
    resources: tuple[Resource, ...]
    embedded: Mapping[tuple[ResourceId, str], Embedded] = field(default_factory=dict)
    external: frozenset[External] | None = None
    facts: Facts = field(default_factory=Facts)

    def __len__(self) -> int:
        return len(self.resources)

    def __iter__(self) -> Iterator[Resource]:
        return iter(self.resources)

    @cached_property
    def index(self) -> ResourceIndex:
        return ResourceIndex(self.resources, self.embedded)

    @cached_property
    def by_id(self) -> Mapping[ResourceId, Resource]:
        return {resource.id: resource for resource in self.resources}

    @cached_property
    def workloads(self) -> tuple[Workload, ...]:
        """Every object that makes pods; the task pods of Airflow are `airflow.task_pods`."""
        return tuple(found for resource in self.resources if (found := workload_of(resource)))

    @cached_property
    def namespaces(self) -> frozenset[str]:
        """Those that objects name."""
        return frozenset(resource.namespace for resource in self.resources if resource.namespace)

    @cached_property
    def _near(self) -> dict[str, tuple[Workload, ...]]:
        return {}

    def workloads_near(self, namespace: str) -> tuple[Workload, ...]:
        """The workloads that may be in a namespace: those in it, and those that name none."""
        if namespace not in self._near:
            self._near[namespace] = tuple(
                workload for workload in self.workloads if same_namespace(workload.namespace, namespace)
            )
        return self._near[namespace]

    @cached_property
    def airflow(self) -> "Airflow":
        """The Airflow in it."""
        # a comparison that finds nothing needs none of it
        from airkust.model.airflow import Airflow  # noqa: PLC0415 -- see above

        return Airflow(self.index, self.workloads)

    def get(self, kind: str, name: str, namespace: str = "") -> Resource | None:
        """The object of that kind and name in a namespace ("" meets any); None if it is not rendered."""
        return self.index.get(kind, name, namespace)

    def is_external(self, kind: str, name: str) -> bool:
        """Whether somebody declared that the site makes this object."""
        return External(kind, name) in (self.external or ())

    def of_kind(self, *kinds: str) -> Iterator[Resource]:
        """All objects of these kinds."""
        return self.index.of_kind(*kinds)

    def replicas(self, workload: Workload) -> Replicas | None:
        """How many pods a workload keeps, its autoscaler considered; None for kinds without a number."""
        return replicas(self.index, workload)

    def selected_by(self, selector: object, namespace: str) -> tuple[Workload, ...]:
        """The workloads in a namespace whose pods a LabelSelector matches, task pods not included."""
        return tuple(
            workload
            for workload in self.workloads_near(namespace)
            if semantics.selects(selector, workload.pod_labels)
        )
