"""A Service leads to no pod, or to a port that its pods do not name.

Why: Whoever calls it gets a refused connection or waits until it gives up. Kubernetes checks neither the
    selector nor the name of a port: a label changed on one side only is enough.
Fix: Give the Service the labels of the pods it is meant for, and a `targetPort` that one of their containers
    names, or a number.
See: https://kubernetes.io/docs/tasks/debug/debug-application/debug-service/
"""

from collections.abc import Iterator

from airkust.model import semantics, tree
from airkust.model.finding import Severity, Violation
from airkust.model.profile import Profile
from airkust.model.rendering import Rendering
from airkust.model.resource import Resource
from airkust.model.service_ports import behind, ports, target_number
from airkust.model.workload import Workload
from airkust.rules.rule import Rule, Skip, Unknown, Verdict

BUILT_IN = (".k8s.io",)
"""How API groups end whose objects make no pods, beside those without a dot."""


def check(rendering: Rendering) -> Iterator[Verdict]:
    selecting = [
        service
        for service in rendering.of_kind("Service")
        if tree.mapping(service.body, "spec", "selector")
        and tree.text(service.body, "spec", "type") != "ExternalName"
    ]
    if not selecting:
        yield Skip("no Service that selects pods is rendered")
    for service in selecting:
        if workloads := behind(rendering, service):
            yield from _ports(service, workloads)
        elif _names_task_pods(rendering, service):
            continue
        elif _made_elsewhere(rendering, service):
            yield Unknown(f"the pods that {service.id} selects, made outside")
        else:
            selector = tree.labels(service.body, "spec", "selector")
            shown = ", ".join(f"{key}={value}" for key, value in selector.items())
            yield Violation(service.id, f"selects no pod that is rendered: none has {shown}", "spec.selector")


def _ports(service: Resource, workloads: tuple[Workload, ...]) -> Iterator[Violation]:
    """Kubernetes leaves out the pods that do not name the port: it must not leave out all."""
    for port in ports(service):
        if isinstance(port.target, str) and all(target_number(port, each) is None for each in workloads):
            names = " and ".join(str(workload) for workload in workloads)
            yield Violation(
                service.id,
                f'leads to port "{port.target}" of {names}, where no container names a port so',
                f"{port.field}.targetPort",
                related=tuple(workload.id for workload in workloads),
            )


def _names_task_pods(rendering: Rendering, service: Resource) -> bool:
    """Task pods come and go: such a Service gives them names, and is empty in between."""
    selector = tree.mapping(service.body, "spec", "selector")
    return any(
        semantics.selects_by_equality(selector, template.pod_labels)
        for template in rendering.airflow.task_pods
    )


def _made_elsewhere(rendering: Rendering, service: Resource) -> bool:
    """Whether the pods may come from another file, or from an operator that reads objects of its own."""
    near = rendering.workloads_near(service.namespace)
    return not near or any(
        "." in resource.id.api_group and not resource.id.api_group.endswith(BUILT_IN)
        for resource in rendering
    )


RULE = Rule(name="unanswered-service", severity=Severity.ERROR, profile=Profile.CORE, check=check)
