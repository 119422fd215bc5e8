"""A pod pulls without credentials what other pods pull with them.

Why: A node that has the image hides it. A pod that a drain or the loss of a node moves to another one, and
    every task pod there, then stays in ImagePullBackOff.
Fix: Give the pod the `imagePullSecrets` of the others, or put them into its ServiceAccount; the task pod
    template has an account and a list of its own.
See: https://kubernetes.io/docs/tasks/configure-pod-container/pull-image-private-registry/
"""

from collections.abc import Iterator, Mapping

from airkust.model import tree
from airkust.model.finding import Severity, Violation
from airkust.model.image import read_image
from airkust.model.profile import Profile
from airkust.model.rendering import Rendering
from airkust.model.workload import Container, Workload
from airkust.rules.rule import Rule, Skip, Unknown, Verdict


def check(rendering: Rendering) -> Iterator[Verdict]:
    workloads = rendering.workloads + rendering.airflow.task_pods
    if not workloads:
        yield Skip("nothing rendered makes pods")
    with_secret = _pulled_with_secret(rendering, workloads)
    for workload in workloads if with_secret else ():
        if _secrets(rendering, workload):
            continue
        for container in workload.all_containers:
            other = with_secret.get(read_image(container.image).repository)
            if other:
                yield _judge(rendering, workload, container, other)
                break


def _judge(rendering: Rendering, workload: Workload, container: Container, other: Workload) -> Verdict:
    account = workload.service_account
    if rendering.get("ServiceAccount", account, workload.namespace) is None:
        return Unknown(f"the imagePullSecrets of ServiceAccount/{account}, made outside")
    whose = "makes task pods that pull" if workload.embedded else "pulls"
    return Violation(
        workload.id,
        f'{whose} "{container.image}" without a pull secret, which {other} pulls with one',
        workload.field_of("spec", "imagePullSecrets"),
        related=(other.id,),
    )


def _pulled_with_secret(rendering: Rendering, workloads: tuple[Workload, ...]) -> Mapping[str, Workload]:
    """The repositories that somebody pulls with a secret, and who."""
    found: dict[str, Workload] = {}
    for workload in workloads:
        if _secrets(rendering, workload):
            for container in workload.all_containers:
                if container.image:
                    found.setdefault(read_image(container.image).repository, workload)
    return found


def _secrets(rendering: Rendering, workload: Workload) -> bool:
    """Whether the pod, or the rendered account it runs as, names a pull secret."""
    account = rendering.get("ServiceAccount", workload.service_account, workload.namespace)
    return bool(tree.sequence(workload.pod_spec, "imagePullSecrets")) or bool(
        account and tree.sequence(account.body, "imagePullSecrets")
    )


RULE = Rule(name="missing-pull-secret", severity=Severity.ERROR, profile=Profile.HA, check=check)
