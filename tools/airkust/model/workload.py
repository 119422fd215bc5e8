"""Where does each kind hide its pod template, and what runs in it?

The one place that knows that a CronJob's pod is three levels down.
"""

import dataclasses
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from airkust.model import field_path, tree
from airkust.model.field_path import Part
from airkust.model.resource import Resource, ResourceId

TEMPLATE_PATHS: Mapping[str, tuple[str, ...]] = {
    "CronJob": ("spec", "jobTemplate", "spec", "template"),
    "DaemonSet": ("spec", "template"),
    "Deployment": ("spec", "template"),
    "Job": ("spec", "template"),
    "Pod": (),
    "PodTemplate": ("template",),
    "ReplicaSet": ("spec", "template"),
    "StatefulSet": ("spec", "template"),
}

REPLICATED = frozenset({"Deployment", "ReplicaSet", "StatefulSet"})
"""The kinds that keep `spec.replicas` pods running."""


@dataclass(frozen=True, slots=True)
class Container:
    """One container of a pod.

    Attributes:
        body: As written.
        field: Its path inside the object that holds the pod, for instance
            `spec.template.spec.containers[0]`.
        init: It stands in initContainers.
    """

    name: str
    body: Mapping[str, Any] = dataclasses.field(repr=False)  # an env value may be a password
    field: str
    init: bool = False

    @property
    def image(self) -> str:
        return tree.text(self.body, "image")

    @property
    def argv(self) -> tuple[str, ...]:
        """The command, then the arguments: all the manifest says about what runs."""
        return tree.texts(self.body, "command") + tree.texts(self.body, "args")

    @property
    def long_lived(self) -> bool:
        """It runs as long as the pod: a main container, or a sidecar (an init container that restarts)."""
        return not self.init or tree.text(self.body, "restartPolicy") == "Always"

    def field_of(self, *path: Part) -> str:
        """The path of something inside the container, for `Violation.field`."""
        inner = field_path.join(*path)
        return f"{self.field}{'' if inner.startswith('[') else '.'}{inner}"


@dataclass(frozen=True, eq=False)
class Workload:
    """An object that makes pods, or a pod template embedded in a ConfigMap.

    Attributes:
        resource: The object a finding is about: the ConfigMap, for an embedded template.
        template: The pod template: metadata and spec.
        field: Path of the template inside the object; "" for a Pod,
            `data["pod_template.yaml"]` for an embedded one.
        embedded: It is a template that Airflow makes task pods from.
    """

    resource: Resource
    template: Mapping[str, Any] = dataclasses.field(repr=False)
    field: str
    embedded: bool = False

    def __str__(self) -> str:
        return str(self.resource.id)

    @property
    def id(self) -> ResourceId:
        return self.resource.id

    @property
    def kind(self) -> str:
        """The kind that makes the pods; Pod for an embedded template."""
        return "Pod" if self.embedded else self.resource.kind

    @property
    def namespace(self) -> str:
        return self.resource.namespace

    @property
    def pod_labels(self) -> Mapping[str, str]:
        return tree.labels(self.template, "metadata", "labels")

    @property
    def pod_annotations(self) -> Mapping[str, str]:
        return tree.labels(self.template, "metadata", "annotations")

    @property
    def pod_spec(self) -> Mapping[str, Any]:
        return tree.mapping(self.template, "spec")

    @property
    def selector(self) -> Any:  # noqa: ANN401 -- as written, judged by semantics.selects
        """The label selector of the controller; None for kinds that need none."""
        return None if self.embedded else tree.at(self.resource.body, "spec", "selector")

    @property
    def service_account(self) -> str:
        """The name of the ServiceAccount its pods run as."""
        named = tree.text(self.pod_spec, "serviceAccountName") or tree.text(self.pod_spec, "serviceAccount")
        return named or "default"

    @property
    def containers(self) -> tuple[Container, ...]:
        """The main containers."""
        return tuple(self._containers("containers", init=False))

    @property
    def init_containers(self) -> tuple[Container, ...]:
        return tuple(self._containers("initContainers", init=True))

    @property
    def all_containers(self) -> tuple[Container, ...]:
        """Init containers first, as they run."""
        return self.init_containers + self.containers

    def container(self, name: str) -> Container | None:
        return next((found for found in self.all_containers if found.name == name), None)

    def field_of(self, *path: Part) -> str:
        """The path of something inside the pod template, for `Violation.field`."""
        inner = field_path.join(*path)
        return f"{self.field}.{inner}" if self.field else inner

    def _containers(self, key: str, *, init: bool) -> Iterator[Container]:
        for number, body in enumerate(tree.sequence(self.pod_spec, key)):
            if isinstance(body, Mapping):
                yield Container(tree.text(body, "name"), body, self.field_of("spec", key, number), init)


def workload_of(resource: Resource) -> Workload | None:
    """The workload an object is; None if it makes no pods."""
    path = TEMPLATE_PATHS.get(resource.kind)
    if path is None:
        return None
    return Workload(resource, tree.mapping(resource.body, *path), field_path.join(*path))
