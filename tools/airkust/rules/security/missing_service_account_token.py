"""A pod that works on pods carries no token for the Kubernetes API.

Why: The KubernetesExecutor, and `airflow kubernetes`, ask the API with the token the kubelet mounts. Turned
    off in the pod or in its ServiceAccount, as reviews of security ask for, the scheduler does not start.
Fix: Set `automountServiceAccountToken: true` in this pod, and leave it off in the ServiceAccount and in all
    others, as `components/executor-kubernetes` does.
See: https://kubernetes.io/docs/tasks/configure-pod-container/configure-service-account/
"""

from collections.abc import Iterator

from airkust.model.commands import invocations
from airkust.model.finding import Edit, Severity, Violation
from airkust.model.profile import Profile
from airkust.model.rendering import Rendering
from airkust.model.task_pods import task_pods
from airkust.model.token import mounts_token
from airkust.model.workload import Workload
from airkust.rules.rule import Rule, Skip, Unknown, Verdict


def check(rendering: Rendering) -> Iterator[Verdict]:
    needing = _needing(rendering)
    if not needing:
        yield Skip("nothing rendered asks the Kubernetes API with its token")
    for workload, why in needing.items():
        carries = mounts_token(rendering.index, workload)
        if carries is None:
            yield Unknown(
                f"whether ServiceAccount/{workload.service_account}, made outside, mounts its token"
            )
        elif not carries:
            field = workload.field_of("spec", "automountServiceAccountToken")
            message = (
                f"{why}, and mounts no token for the Kubernetes API: automountServiceAccountToken is false"
            )
            yield Violation(workload.id, message, field, edits=(Edit(field, "true"),))


def _needing(rendering: Rendering) -> dict[Workload, str]:
    """The workloads, and what they do."""
    found = {
        pods.scheduler.workload: "makes task pods"
        for pods in task_pods(rendering.airflow)
        if pods.scheduler.settings.is_true("kubernetes_executor", "in_cluster") is not False
    }
    for workload in rendering.workloads:
        for container in workload.containers:
            if any(words[:1] == ("kubernetes",) for words in invocations(container)):
                found.setdefault(workload, "works on task pods")
    return found


RULE = Rule(name="missing-service-account-token", severity=Severity.ERROR, profile=Profile.CORE, check=check)
