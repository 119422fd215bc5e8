"""A pod of Airflow, or of its pooler, does not say how much CPU and memory it needs.

Why: The scheduler of Kubernetes packs such a pod onto any node, however full. There it gets the CPU that
    others leave, and when memory runs out it is among the first to be ended. In a namespace with a
    ResourceQuota it is refused altogether, also when a drain moves it.
Fix: Set `resources.requests` of cpu and memory for every container, init containers and the task pod
    template included, or let a LimitRange of the namespace give defaults.
See: https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/
    https://kubernetes.io/docs/concepts/scheduling-eviction/node-pressure-eviction/
"""

from collections.abc import Iterator

from airkust.model.demands import demands
from airkust.model.finding import Severity, Violation
from airkust.model.pooler import poolers
from airkust.model.profile import Profile
from airkust.model.rendering import Rendering
from airkust.model.workload import Container, Workload
from airkust.rules.lacking import by_lack
from airkust.rules.rule import Rule, Skip, Verdict

NEEDED = ("cpu", "memory")


def check(rendering: Rendering) -> Iterator[Verdict]:
    running = dict.fromkeys(found.workload for found in rendering.airflow.containers)
    if running:  # else it is not Airflow's
        running |= dict.fromkeys(pooler.workload for pooler in poolers(rendering))
    workloads = (*running, *rendering.airflow.task_pods)
    if not workloads:
        yield Skip("no pod of Airflow is rendered")
    for workload in workloads:
        lacking = [
            (each, lacks) for each in workload.all_containers if (lacks := _lacks(rendering, workload, each))
        ]
        if lacking:
            whose = "makes task pods that request" if workload.embedded else "requests"
            field = lacking[0][0].field_of("resources", "requests")
            yield Violation(workload.id, f"{whose} {by_lack(lacking)}", field)


def _lacks(rendering: Rendering, workload: Workload, container: Container) -> str:
    requested = demands(rendering.index, workload.namespace, container).requests
    return " and no ".join(name for name in NEEDED if requested.get(name) is None)


RULE = Rule(name="missing-resource-requests", severity=Severity.ERROR, profile=Profile.HA, check=check)
