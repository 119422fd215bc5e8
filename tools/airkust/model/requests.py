"""How much room does a pod take on a node?

Source: kubernetes/kubernetes `staging/src/k8s.io/component-helpers/resource/helpers.go` PodRequests.
"""

from decimal import Decimal

from airkust.model import tree
from airkust.model.quantity import quantity
from airkust.model.workload import Container, Workload

ZERO = Decimal(0)


def pod_request(workload: Workload, resource: str) -> Decimal:
    """What the scheduler reserves for one pod.

    That is what the main containers and sidecars ask for together, or what an init container asks for
    beside the sidecars before it, if that is more. What nobody asks for is zero.

    Args:
        workload: Whose pod.
        resource: `cpu` or `memory`.
    """
    overhead = quantity(tree.at(workload.pod_spec, "overhead", resource)) or ZERO
    whole = _stated(workload.pod_spec, resource)
    return overhead + (_of_containers(workload, resource) if whole is None else whole)


def _of_containers(workload: Workload, resource: str) -> Decimal:
    sidecars, most = ZERO, ZERO
    for container in workload.init_containers:
        asked = _asked(container, resource)
        if container.long_lived:
            sidecars += asked
        most = max(most, sidecars if container.long_lived else sidecars + asked)
    return max(most, sidecars + sum((_asked(each, resource) for each in workload.containers), ZERO))


def _asked(container: Container, resource: str) -> Decimal:
    return _stated(container.body, resource) or ZERO


def _stated(body: object, resource: str) -> Decimal | None:
    """The request; a limit without one is the request, too."""
    for part in ("requests", "limits"):
        found = quantity(tree.at(body, "resources", part, resource))
        if found is not None:
            return found
    return None
