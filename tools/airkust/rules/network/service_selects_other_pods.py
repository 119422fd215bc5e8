"""The Service of the api-server also selects pods that do not serve its port.

Why: A Service spreads requests over all ready pods its selector matches. One whose labels are too wide sends
    a share of them to schedulers, to Jobs or to the pods of tasks, where they are refused; with every task
    that runs the share grows.
Fix: Let the selector hold the label of one component, `app.kubernetes.io/component: api-server` for
    instance.
See: https://kubernetes.io/docs/concepts/services-networking/service/
"""

from collections.abc import Iterator

from airkust.model import semantics, tree
from airkust.model.commands import Component
from airkust.model.finding import Severity, Violation
from airkust.model.index import same_namespace
from airkust.model.profile import Profile
from airkust.model.rendering import Rendering
from airkust.model.resource import Resource
from airkust.model.service_ports import ServicePort, balancing, behind, named_ports, ports, target_number
from airkust.model.task_pods import TaskPods, task_pods
from airkust.model.workload import Workload
from airkust.rules.rule import Rule, Skip, Unknown, Verdict

SERVING = (Component.API_SERVER, Component.WEBSERVER)


def check(rendering: Rendering) -> Iterator[Verdict]:
    serving = {found.workload for found in rendering.airflow.running(*SERVING)}
    services = [
        (service, workloads)
        for service in balancing(rendering)
        if serving & set(workloads := behind(rendering, service))
    ]
    if not services:
        yield Skip("no Service of an api-server is rendered")
        return
    made = task_pods(rendering.airflow)
    yield from (Unknown(pods.unknown) for pods in made if pods.unknown)
    for service, workloads in services:
        for port in ports(service):
            yield from _judge(service, port, workloads, serving)
            yield from _tasks(service, port, made)


def _judge(
    service: Resource, port: ServicePort, workloads: tuple[Workload, ...], serving: set[Workload]
) -> Iterator[Violation]:
    answering = [each for each in workloads if target_number(port, each) is not None]
    others = [each for each in answering if each not in serving]
    if others and len(others) < len(answering):
        right = " and ".join(str(each) for each in answering if each in serving)
        wrong = " and ".join(map(str, others))
        yield Violation(
            service.id,
            f"sends requests for port {port.number} to {right}, and to {wrong} as well",
            "spec.selector",
            related=tuple(each.id for each in others),
        )


def _tasks(service: Resource, port: ServicePort, made: tuple[TaskPods, ...]) -> Iterator[Violation]:
    selector = tree.mapping(service.body, "spec", "selector")
    for pods in made:
        workload = pods.template.workload if pods.template else None
        names = named_ports(workload) if workload else {}
        if (
            not pods.unknown
            and same_namespace(pods.namespace, service.namespace)
            and semantics.selects_by_equality(selector, pods.labels)
            and (not isinstance(port.target, str) or port.target in names)
        ):
            yield Violation(
                service.id,
                f"sends requests for port {port.number} to the task pods of {pods.subject} as well",
                "spec.selector",
                related=(pods.subject,),
            )


RULE = Rule(name="service-selects-other-pods", severity=Severity.ERROR, profile=Profile.CORE, check=check)
