"""Which Services send requests to the pods of a workload, and to which of their containers?"""

from airkust.model import semantics, tree
from airkust.model.rendering import Rendering
from airkust.model.resource import Resource
from airkust.model.service_ports import ports
from airkust.model.workload import Container, Workload


def services_before(rendering: Rendering, workload: Workload) -> tuple[Resource, ...]:
    """The Services that balance over the pods of a workload.

    A headless one only gives the pods names, and so does the one that a StatefulSet calls its own: they are
    left out.
    """
    own = tree.text(workload.resource.body, "spec", "serviceName") if workload.kind == "StatefulSet" else ""
    return tuple(
        service
        for service in rendering.index.of_kind_near(workload.namespace, "Service")
        if tree.text(service.body, "spec", "clusterIP") != "None"
        and service.name != own
        and semantics.selects_by_equality(tree.mapping(service.body, "spec", "selector"), workload.pod_labels)
    )


def services_to(rendering: Rendering, workload: Workload, container: Container) -> tuple[Resource, ...]:
    """The Services among them that may lead to this container, not only to others of the pod."""
    return tuple(
        service
        for service in services_before(rendering, workload)
        if not _leads_past(service, workload, container)
    )


def _leads_past(service: Resource, workload: Workload, container: Container) -> bool:
    """Whether all it leads to are ports that other containers of the pod state or are probed at."""
    targets = {port.target for port in ports(service)}
    others = [each for each in workload.all_containers if each.long_lived and each.field != container.field]
    taken = {port for each in others for port in _ports(each)}
    return bool(targets) and targets <= taken and targets.isdisjoint(_ports(container))


def _ports(container: Container) -> set[int | str]:
    stated = tree.sequence(container.body, "ports")
    probed = [tree.mapping(container.body, kind, "httpGet") for kind in ("livenessProbe", "readinessProbe")]
    found = [tree.at(each, key) for each in stated for key in ("name", "containerPort")]
    found += [tree.at(each, "port") for each in probed]
    return {each for each in found if isinstance(each, int | str)}
