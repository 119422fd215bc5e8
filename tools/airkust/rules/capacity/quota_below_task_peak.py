"""A ResourceQuota has no room for the task pods that the schedulers make at once.

Why: Each scheduler makes up to `[core] parallelism` task pods. What the quota refuses counts as running for
    Airflow: it takes a slot, and after `[scheduler] task_queued_timeout` it is given back and, the second
    time, failed. Pods of the core that have to move meanwhile find the room taken by tasks.
Fix: Raise the quota, or lower `AIRFLOW__CORE__PARALLELISM` until that number times the schedulers fits
    beside the core. A quota of its own for task pods keeps the core's room free: give it their PriorityClass
    as its scope.
See: https://kubernetes.io/docs/concepts/policy/resource-quotas/
    https://airflow.apache.org/docs/apache-airflow/stable/configurations-ref.html#parallelism
"""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any

from airkust.model import field_path
from airkust.model.finding import Severity, Violation
from airkust.model.number import number_of
from airkust.model.profile import Profile
from airkust.model.quantity import shown
from airkust.model.quotas import Quota, needed, needed_pods, quotas
from airkust.model.rendering import Rendering
from airkust.model.resource import ResourceId
from airkust.model.task_pods import TaskPods, task_pods
from airkust.model.value import Undetermined
from airkust.rules.rule import Rule, Skip, Unknown, Verdict

Demand = tuple[ResourceId, int, Mapping[str, Any], str]
"""Who makes task pods, how many at once, their spec and their namespace."""


def check(rendering: Rendering) -> Iterator[Verdict]:
    found, made = quotas(rendering), task_pods(rendering.airflow)
    if not found:
        yield Skip("no ResourceQuota is rendered")
    elif not made:
        yield Skip("no scheduler that makes task pods is rendered")
    else:
        demands = [_demand(rendering, pods) for pods in made]
        yield from (demand for demand in demands if isinstance(demand, Unknown))
        known = [demand for demand in demands if not isinstance(demand, Unknown)]
        for quota in found:
            if quota.unjudged:
                yield Unknown(f"which pods {quota.resource.id} counts: its scope is {quota.unjudged}")
            elif known:
                yield from _judge(rendering, quota, known)


def _demand(rendering: Rendering, pods: TaskPods) -> Demand | Unknown:
    if pods.unknown:
        return Unknown(pods.unknown)
    workload = pods.template.workload if pods.template else None
    if workload is None:
        return Unknown(f"the pods that {pods.scheduler.workload} makes without a template")
    size = rendering.replicas(pods.scheduler.workload)
    slots = number_of(pods.scheduler.settings, "core", "parallelism")
    if isinstance(slots, Undetermined):
        return Unknown(slots.fact)
    total = int(slots) * (size.maximum if size else 1)
    return pods.scheduler.workload.id, total, workload.pod_spec, pods.namespace


def _judge(rendering: Rendering, quota: Quota, demands: list[Demand]) -> Iterator[Verdict]:
    core = [
        (workload.pod_spec, needed_pods(rendering.index, workload))
        for workload in rendering.workloads
        if workload.kind not in {"PodTemplate", "ReplicaSet"}
        and quota.counts(workload.pod_spec, workload.namespace)
    ]
    tasks = [demand for demand in demands if quota.counts(demand[2], demand[3])]
    number = sum(demand[1] for demand in tasks)
    for bound, limit in quota.hard():
        beside = sum((needed(spec, bound) * pods for spec, pods in core), Fraction(0))
        wanted = sum((needed(spec, bound) * pods for _, pods, spec, _ in tasks), Fraction(0))
        if tasks and beside <= limit < beside + wanted:
            yield Violation(
                quota.resource.id,
                f"leaves {bound} {shown(limit - beside, bound)} beside the core, and {number} task pods at "
                f"once need {shown(wanted, bound)}",
                field_path.join("spec", "hard", bound),
                related=tuple(dict.fromkeys(demand[0] for demand in tasks)),
            )


RULE = Rule(name="quota-below-task-peak", severity=Severity.WARNING, profile=Profile.HA, check=check)
