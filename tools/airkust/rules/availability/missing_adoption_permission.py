"""The scheduler may not do with task pods what the KubernetesExecutor needs.

Why: A scheduler that takes over from a lost one adopts its running pods by patching their labels. Without
    that right it gives the tasks up and runs them a second time. Nothing shows it before the first failover;
    without one of the other rights no task runs at all.
Fix: Bind the scheduler's ServiceAccount, in the namespace of the task pods, to a Role that allows create,
    delete, get, list, patch and watch on pods.
See: https://airflow.apache.org/docs/apache-airflow-providers-cncf-kubernetes/stable/kubernetes_executor.html
"""

from collections.abc import Iterator

from airkust.model.finding import Severity, Violation
from airkust.model.permissions import Account, pod_permissions
from airkust.model.profile import Profile
from airkust.model.rendering import Rendering
from airkust.model.task_pods import TaskPods, task_pods
from airkust.rules.rule import Rule, Skip, Unknown, Verdict

NEEDED = ("create", "delete", "list", "patch", "watch")


def check(rendering: Rendering) -> Iterator[Verdict]:
    made = task_pods(rendering.airflow)
    if not made:
        yield Skip("no scheduler that makes task pods is rendered")
    for pods in made:
        yield from _judge(rendering, pods)


def _judge(rendering: Rendering, pods: TaskPods) -> Iterator[Verdict]:
    workload = pods.scheduler.workload
    name = workload.service_account
    settings = pods.scheduler.settings
    if settings.is_true("kubernetes_executor", "in_cluster") is False:
        yield Unknown("the rights in the kubeconfig file of the scheduler: in_cluster is False")
        return
    if settings.is_true("kubernetes_executor", "multi_namespace_mode"):
        yield Unknown("the namespaces of the task pods: multi_namespace_mode is True")
        return
    found = pod_permissions(rendering.index, Account(name, workload.namespace), pods.namespace)
    missing = [verb for verb in NEEDED if verb not in found.verbs]
    if not missing:
        return
    if found.unread:
        yield Unknown(f"what {' and '.join(found.unread)} allows")
    elif not found.bindings and _bound_outside(rendering, name, workload.namespace):
        yield Unknown(f"the rights of ServiceAccount/{name}, given outside")
    else:
        where = f" in namespace {pods.namespace}" if pods.namespace else ""
        yield Violation(
            workload.id,
            f"runs the scheduler as ServiceAccount/{name}, which may not {_listed(missing)} pods{where}",
            workload.field_of("spec", "serviceAccountName"),
            related=found.bindings,
        )


def _bound_outside(rendering: Rendering, account: str, namespace: str) -> bool:
    """Whether the account or all bindings are evidently made elsewhere; `default` is made by Kubernetes."""
    if rendering.external is None and not any(rendering.of_kind("ClusterRoleBinding", "RoleBinding")):
        return True
    return account != "default" and rendering.get("ServiceAccount", account, namespace) is None


def _listed(verbs: list[str]) -> str:
    return verbs[0] if len(verbs) == 1 else f"{', '.join(verbs[:-1])} or {verbs[-1]}"


RULE = Rule(name="missing-adoption-permission", severity=Severity.ERROR, profile=Profile.CORE, check=check)
