"""A LimitRange refuses a pod that is to run in its namespace.

Why: A LimitRange is asked only when a pod is made. Pods that were there before it stay; after a rollout, a
    drain or the loss of a node their successors are refused, and nothing says so but an event of the
    ReplicaSet. A task pod that is refused fails its task.
Fix: Bring request and limit between `min` and `max` of the LimitRange, or change the LimitRange.
See: https://kubernetes.io/docs/concepts/policy/limit-range/
"""

from collections.abc import Iterator, Mapping

from airkust.model.demands import Demands, LimitRangeItem, demands, limit_ranges
from airkust.model.finding import Severity, Violation
from airkust.model.profile import Profile
from airkust.model.quantity import quantity
from airkust.model.rendering import Rendering
from airkust.model.workload import Workload
from airkust.rules.rule import Rule, Skip, Verdict


def check(rendering: Rendering) -> Iterator[Verdict]:
    judged = False
    for workload in rendering.workloads + rendering.airflow.task_pods:
        for item in limit_ranges(rendering.index, workload.namespace):
            if item.type == "Container":
                judged = True
                yield from _judge(rendering, workload, item)
    if not judged:
        yield Skip("no LimitRange for containers is rendered where pods run")


def _judge(rendering: Rendering, workload: Workload, item: LimitRangeItem) -> Iterator[Verdict]:
    for container in workload.all_containers:
        asked = demands(rendering.index, workload.namespace, container)
        for problem in _problems(asked, item):
            whose = "makes task pods with" if workload.embedded else "has"
            yield Violation(
                workload.id,
                f'{whose} container "{container.name}" {problem}: {item.holder.id} refuses the pod',
                container.field_of("resources"),
                related=(item.holder.id,),
            )


def _problems(asked: Demands, item: LimitRangeItem) -> Iterator[str]:
    for resource, least in item.bounds("min").items():
        if _more(least, asked.requests.get(resource)):
            yield f"that requests {asked.requests[resource]} of {resource}, less than min {least}"
    for resource, most in item.bounds("max").items():
        sides: Mapping[str, object] = {
            "may use": asked.limits.get(resource),
            "requests": asked.requests.get(resource),
        }
        over = next((f"{does} {value}" for does, value in sides.items() if _more(value, most)), "")
        if over:
            yield f"that {over} of {resource}, more than max {most}"
    for resource, ratio in item.bounds("maxLimitRequestRatio").items():
        request, limit = (quantity(side.get(resource)) for side in (asked.requests, asked.limits))
        most_times = quantity(ratio)
        if request and limit and most_times and limit / request > most_times:
            times = f"{float(limit / request):g} times"
            yield f"whose limit of {resource} is {times} its request, more than {ratio}"


def _more(one: object, other: object) -> bool:
    first, second = quantity(one), quantity(other)
    return first is not None and second is not None and first > second


RULE = Rule(name="limit-range-refuses-pod", severity=Severity.ERROR, profile=Profile.CORE, check=check)
