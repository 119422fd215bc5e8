"""A pod breaks the Pod Security level that its namespace enforces.

Why: The level is enforced when a pod is made, not when its Deployment is applied. Pods from before the label
    go on running; the next one, after a drain or for the next task, is refused. Task pods are made by the
    scheduler from a text nobody validates: none of them starts.
Fix: Give the pod what the level asks for, as `base/` and the task pod template here do, or lower the
    namespace's level.
See: https://kubernetes.io/docs/concepts/security/pod-security-standards/
    https://kubernetes.io/docs/concepts/security/pod-security-admission/
"""

from collections.abc import Iterator

from airkust.model.finding import Severity, Violation
from airkust.model.pod_security import Enforced, Level, breaches, enforced
from airkust.model.profile import Profile
from airkust.model.rendering import Rendering
from airkust.model.resource import Resource
from airkust.model.task_pods import TaskPods, task_pods
from airkust.model.workload import Workload
from airkust.rules.rule import Rule, Skip, Unknown, Verdict


def check(rendering: Rendering) -> Iterator[Verdict]:
    strict = {
        namespace.name: namespace
        for namespace in rendering.of_kind("Namespace")
        if enforced(namespace).level is not Level.PRIVILEGED
    }
    if not strict:
        yield Skip("no Namespace that enforces a Pod Security level is rendered")
        return
    judged = 0
    for workload in rendering.workloads:
        if namespace := strict.get(workload.namespace):
            judged += 1
            yield from _judge(workload, namespace, "makes pods")
    for pods in task_pods(rendering.airflow):
        if not pods.namespace or pods.namespace in strict:
            judged += 1
            yield from _judge_tasks(pods, strict.get(pods.namespace))
    if not judged:
        yield Skip(f"nothing rendered makes pods in {' or '.join(strict)}")


def _judge_tasks(pods: TaskPods, namespace: Resource | None) -> Iterator[Verdict]:
    if namespace is None:
        yield Unknown(f"the namespace of the task pods of {pods.subject}")
    elif pods.unknown:
        yield Unknown(pods.unknown)
    elif pods.template is None:
        if enforced(namespace).level is Level.RESTRICTED:
            yield Violation(
                pods.subject,
                f"makes task pods from Airflow's own template, which {namespace.id} refuses: "
                "it enforces restricted, and that template asks for no seccompProfile",
                pods.scheduler.container.field,
                related=(namespace.id,),
            )
    elif pods.template.workload:
        yield from _judge(pods.template.workload, namespace, "makes task pods")


def _judge(workload: Workload, namespace: Resource, makes: str) -> Iterator[Violation]:
    wanted: Enforced = enforced(namespace)
    found = tuple(breaches(workload, wanted))
    if found:
        what = ", ".join(breach.what for breach in found)
        message = f"{makes} that {namespace.id} refuses, it enforces {wanted.level}: {what}"
        yield Violation(workload.id, message, found[0].field, related=(namespace.id,))


RULE = Rule(name="pod-refused-by-pod-security", severity=Severity.ERROR, profile=Profile.CORE, check=check)
