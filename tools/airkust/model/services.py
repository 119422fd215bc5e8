"""Which Services send requests to the pods of a workload?"""

from airkust.model import semantics, tree
from airkust.model.index import same_namespace
from airkust.model.rendering import Rendering
from airkust.model.resource import Resource
from airkust.model.workload import Workload


def services_before(rendering: Rendering, workload: Workload) -> tuple[Resource, ...]:
    """The Services that balance over the pods of a workload.

    A headless one only gives the pods names, and so does the one that a StatefulSet calls its own: they are
    left out.
    """
    own = tree.text(workload.resource.body, "spec", "serviceName") if workload.kind == "StatefulSet" else ""
    return tuple(
        service
        for service in rendering.of_kind("Service")
        if tree.text(service.body, "spec", "clusterIP") != "None"
        and service.name != own
        and same_namespace(service.namespace, workload.namespace)
        and semantics.selects_by_equality(tree.mapping(service.body, "spec", "selector"), workload.pod_labels)
    )
