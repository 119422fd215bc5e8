"""Who talks to whom: the pods of a workload, or of tasks, as NetworkPolicies see them."""

from dataclasses import dataclass

from airkust.model.network_policy import Pod
from airkust.model.rendering import Rendering
from airkust.model.resource import ResourceId
from airkust.model.service_ports import named_ports
from airkust.model.task_pods import ADDED_LABELS
from airkust.model.workload import Workload


@dataclass(frozen=True, eq=False)
class Endpoint:
    """Pods, and the object that makes them.

    Attributes:
        id: To name them after.
        pod: One of them.
    """

    id: ResourceId
    pod: Pod


def endpoint(rendering: Rendering, workload: Workload, namespace: str | None = None) -> Endpoint:
    """The pods a workload or a task pod template makes.

    Args:
        rendering: Where their Namespace is looked for.
        workload: What makes them.
        namespace: Where they run, if not where the workload stands.
    """
    where = workload.namespace if namespace is None else namespace
    found = rendering.get("Namespace", where) if where else None
    labels = {**workload.pod_labels, **(ADDED_LABELS if workload.embedded else {})}
    on_host = workload.pod_spec.get("hostNetwork") is True
    pod = Pod(labels, where, found.labels if found else None, named_ports(workload), on_host)
    return Endpoint(workload.id, pod)
