"""How many pods of a workload are there at most, at its autoscaler's upper bound and amid a rollout?"""

from airkust.model import semantics, tree
from airkust.model.index import ResourceIndex
from airkust.model.replicas import replicas
from airkust.model.workload import Workload


def peak(index: ResourceIndex, workload: Workload) -> int | None:
    """The most pods a workload has at once.

    A Deployment that rolls out adds its surge; a StatefulSet replaces its pods one by one. A Job runs as many
    as its parallelism, a CronJob is counted as one run.

    Args:
        index: Where autoscalers are looked for.
        workload: What makes the pods.

    Returns:
        None where the manifests do not tell: a DaemonSet has as many as there are nodes.
    """
    size = replicas(index, workload)
    if size is None:
        return _of_runs(workload)
    if workload.kind != "Deployment":
        return size.maximum
    rollout = semantics.rolling_update(workload.resource.body, size.maximum)
    return size.maximum + (rollout.max_surge if rollout and size.maximum else 0)


def _of_runs(workload: Workload) -> int | None:
    body = workload.resource.body
    match workload.kind:
        case "Pod" if not workload.embedded:
            return 1
        case "Job":
            return _parallelism(tree.at(body, "spec", "parallelism"))
        case "CronJob":
            return _parallelism(tree.at(body, "spec", "jobTemplate", "spec", "parallelism"))
        case _:
            return None


def _parallelism(value: object) -> int:
    return value if isinstance(value, int) and not isinstance(value, bool) else 1
