"""Which Services send requests to the pods of a workload?"""

from airkust.model import semantics, tree
from airkust.model.rendering import Rendering
from airkust.model.resource import Resource
from airkust.model.workload import Workload


def services_before(rendering: Rendering, workload: Workload) -> tuple[Resource, ...]:
    """The Services that balance over the pods of a workload.

    A headless one only gives the pods names; it is left out.
    """
    return tuple(
        service
        for service in rendering.index.of_kind_near(workload.namespace, "Service")
        if tree.text(service.body, "spec", "clusterIP") != "None"
        and semantics.selects_by_equality(tree.mapping(service.body, "spec", "selector"), workload.pod_labels)
    )
