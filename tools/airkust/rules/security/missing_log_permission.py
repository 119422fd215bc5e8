"""The api-server may not read the logs of running task pods.

Why: Until a task is over its log is nowhere but in its pod. The api-server asks Kubernetes for it, and
    without the right the page shows an error instead: for a task that hangs, for as long as it hangs.
Fix: Bind the ServiceAccount of the api-server, in the namespace of the task pods, to a Role that allows list
    on pods and get on pods/log, and let its pod mount the token, as `components/executor-kubernetes` does.
See: https://airflow.apache.org/docs/apache-airflow-providers-cncf-kubernetes/stable/kubernetes_executor.html
"""

from collections.abc import Iterator

from airkust.model.airflow import AirflowContainer
from airkust.model.commands import Component
from airkust.model.execution_api import serves_interface
from airkust.model.finding import Severity, Violation
from airkust.model.permissions import Account, pod_permissions
from airkust.model.profile import Profile
from airkust.model.rendering import Rendering
from airkust.model.task_pods import task_pods
from airkust.model.token import mounts_token
from airkust.rules.rule import Rule, Skip, Unknown, Verdict

NEEDED = (("pods", "list"), ("pods/log", "get"))


def check(rendering: Rendering) -> Iterator[Verdict]:
    readers = [each for each in rendering.airflow.running(Component.API_SERVER) if serves_interface(each)]
    made = task_pods(rendering.airflow)
    if not made or not readers:
        yield Skip("no api-server is rendered with a scheduler that makes task pods")
        return
    namespace = made[0].namespace
    for reader in readers:
        if reader.settings.is_true("kubernetes_executor", "in_cluster") is not False:
            yield from _judge(rendering, reader, namespace)


def _judge(rendering: Rendering, reader: AirflowContainer, namespace: str) -> Iterator[Verdict]:
    workload = reader.workload
    account = Account(workload.service_account, workload.namespace)
    found = {each: pod_permissions(rendering.index, account, namespace, each) for each, _ in NEEDED}
    missing = [f"{verb} {resource}" for resource, verb in NEEDED if verb not in found[resource].verbs]
    bindings = found["pods"].bindings
    unread = found["pods"].unread
    if missing and unread:
        yield Unknown(f"what {' and '.join(unread)} allows")
    elif missing and not bindings and _given_outside(rendering, account):
        yield Unknown(f"the rights of ServiceAccount/{account.name}, given outside")
    elif missing:
        where = f" in namespace {namespace}" if namespace else ""
        yield Violation(
            workload.id,
            f"runs as ServiceAccount/{account.name}, which may not {' nor '.join(missing)}{where}",
            workload.field_of("spec", "serviceAccountName"),
            related=bindings,
        )
    elif mounts_token(rendering.index, workload) is False:
        message = f"mounts no token of ServiceAccount/{account.name}, which may read the logs"
        yield Violation(workload.id, message, workload.field_of("spec", "automountServiceAccountToken"))


def _given_outside(rendering: Rendering, account: Account) -> bool:
    if rendering.external is None and not any(rendering.of_kind("ClusterRoleBinding", "RoleBinding")):
        return True
    return account.name != "default" and (
        rendering.get("ServiceAccount", account.name, account.namespace) is None
    )


RULE = Rule(name="missing-log-permission", severity=Severity.WARNING, profile=Profile.CORE, check=check)
