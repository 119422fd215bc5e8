"""Which pods answer behind a Service, and at which of their ports?"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from airkust.model import semantics, tree
from airkust.model.rendering import Rendering
from airkust.model.resource import Resource
from airkust.model.workload import Workload


@dataclass(frozen=True, slots=True)
class ServicePort:
    """One port of a Service.

    Attributes:
        name: "" where it has none.
        number: What clients ask for; None where none is written.
        target: The number or the name of a port of the pods.
        field: Of the entry inside the Service.
    """

    name: str
    number: int | None
    target: int | str | None
    protocol: str
    field: str


def ports(service: Resource) -> Iterator[ServicePort]:
    """The ports of a Service. The target of one that states none is the port itself."""
    for place, entry in enumerate(tree.sequence(service.body, "spec", "ports")):
        number = _number(tree.at(entry, "port"))
        target = tree.at(entry, "targetPort")
        yield ServicePort(
            tree.text(entry, "name"),
            number,
            number if target in (None, 0, "") else target if isinstance(target, str) else _number(target),
            tree.text(entry, "protocol") or "TCP",
            f"spec.ports[{place}]",
        )


def balancing(rendering: Rendering) -> tuple[Resource, ...]:
    """The Services that spread requests over the pods they select: neither headless nor an alias."""
    return tuple(
        service
        for service in rendering.of_kind("Service")
        if tree.mapping(service.body, "spec", "selector")
        and tree.text(service.body, "spec", "clusterIP") != "None"
        and tree.text(service.body, "spec", "type") != "ExternalName"
    )


def behind(rendering: Rendering, service: Resource) -> tuple[Workload, ...]:
    """The workloads whose pods a Service selects; task pods are not among them."""
    selector = tree.mapping(service.body, "spec", "selector")
    return tuple(
        workload
        for workload in rendering.workloads_near(service.namespace)
        if semantics.selects_by_equality(selector, workload.pod_labels)
    )


def named_ports(workload: Workload) -> Mapping[str, int]:
    """The ports of a workload's long-lived containers that have a name."""
    return {
        name: number
        for container in workload.all_containers
        if container.long_lived
        for entry in tree.sequence(container.body, "ports")
        if (name := tree.text(entry, "name")) and (number := _number(tree.at(entry, "containerPort")))
    }


def target_number(port: ServicePort, workload: Workload) -> int | None:
    """The port of the pods that a Service's port leads to; None where they have none of that name."""
    return named_ports(workload).get(port.target) if isinstance(port.target, str) else port.target


def _number(value: object) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) else None
