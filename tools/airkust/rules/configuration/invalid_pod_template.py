"""The scheduler cannot make task pods from its pod template.

Why: The template is a file the scheduler reads, and a text nobody else looks into: kubectl applies a
    ConfigMap that holds nonsense. No task starts, and only the scheduler's log says why.
Fix: Mount a ConfigMap that holds one Pod at the path of `[kubernetes_executor] pod_template_file`, and name
    the image in its first container, or in `worker_container_repository` and `worker_container_tag`.
See: https://airflow.apache.org/docs/apache-airflow-providers-cncf-kubernetes/stable/kubernetes_executor.html
"""

from collections.abc import Iterator

from airkust.model import tree
from airkust.model.airflow import PodTemplate
from airkust.model.finding import Severity, Violation
from airkust.model.profile import Profile
from airkust.model.rendering import Rendering
from airkust.model.task_pods import TaskPods, task_pods
from airkust.model.workload import Workload
from airkust.rules.rule import Rule, Skip, Unknown, Verdict


def check(rendering: Rendering) -> Iterator[Verdict]:
    made = task_pods(rendering.airflow)
    if not made:
        yield Skip("no scheduler that makes task pods is rendered")
    for pods in made:
        if pods.unknown:
            yield Unknown(pods.unknown)
        elif pods.template is None:
            if pods.image is None:
                yield _without_image(pods.scheduler.workload, pods.scheduler.container.field)
        elif pods.template.workload is None:
            yield _unreadable(pods.template)
        else:
            yield from _judge(pods, pods.template.workload)


def _without_image(workload: Workload, field: str) -> Violation:
    message = "makes task pods without an image: neither a pod template nor the worker settings name one"
    return Violation(workload.id, message, field)


def _unreadable(template: PodTemplate) -> Violation:
    scheduler = template.scheduler
    message = f"makes task pods from {template.path}, but {template.problem}"
    return Violation(scheduler.workload.id, message, scheduler.container.field)


def _judge(pods: TaskPods, template: Workload) -> Iterator[Verdict]:
    kind = tree.text(template.template, "kind")
    if kind and kind != "Pod":
        field = template.field_of("kind")
        yield Violation(template.id, f"holds a {kind} where the scheduler reads a Pod", field)
    elif pods.image is None and not any(container.image for container in template.containers[:1]):
        yield _without_image(template, template.field_of("spec", "containers"))


RULE = Rule(name="invalid-pod-template", severity=Severity.ERROR, profile=Profile.CORE, check=check)
