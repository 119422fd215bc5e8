"""A component of Airflow may use more memory than was set aside for it.

Why: When a node runs out of memory, the kubelet ends first the pods that use more than they requested. A
    scheduler that requested 256 MiB and uses 400 goes before a batch job that keeps to its request, and it
    goes when the node is full: right after the loss of another one.
Fix: Set the memory request of long-lived containers equal to their limit.
See: https://kubernetes.io/docs/concepts/scheduling-eviction/node-pressure-eviction/#pod-selection-for-kubelet-eviction
"""

from collections.abc import Iterator

from airkust.model.commands import CORE, Component
from airkust.model.demands import demands
from airkust.model.finding import Edit, Severity, Violation
from airkust.model.profile import Profile
from airkust.model.quantity import quantity
from airkust.model.rendering import Rendering
from airkust.model.workload import Container, Workload
from airkust.rules.rule import Rule, Skip, Verdict


def check(rendering: Rendering) -> Iterator[Verdict]:
    judged = False
    running = rendering.airflow.running(*CORE, Component.WEBSERVER)
    for workload in dict.fromkeys(found.workload for found in running):
        for container in workload.all_containers:
            asked = demands(rendering.index, workload.namespace, container)
            request, limit = asked.requests.get("memory"), asked.limits.get("memory")
            if not container.long_lived or quantity(request) is None:
                continue  # an init container has ended by then; without a request: missing-resource-requests
            judged = True
            if limit is None or (quantity(limit) or 0) > (quantity(request) or 0):
                yield _violation(workload, container, request, limit)
    if not judged:
        yield Skip("no component of Airflow requests memory")


def _violation(workload: Workload, container: Container, request: object, limit: object) -> Violation:
    field = container.field_of("resources", "requests" if limit else "limits", "memory")
    may_use = f"may use {limit}" if limit else "has no limit"
    return Violation(
        workload.id,
        f'requests {request} of memory for container "{container.name}", which {may_use}',
        field,
        edits=(Edit(field, str(limit or request)),) if limit else (),
    )


RULE = Rule(name="memory-request-below-limit", severity=Severity.WARNING, profile=Profile.HA, check=check)
