"""Logs are served under a host name that nobody can resolve.

Why: The api-server asks for the log of a running task by the host name that the worker or triggerer wrote
    down. A pod has a name in DNS only in a StatefulSet, by the headless Service that `serviceName` names.
    Everywhere else each such log is an error about an unknown name, until the task is over.
Fix: Set `AIRFLOW__CORE__HOSTNAME_CALLABLE=airflow.utils.net.get_host_ip_address` in these pods, as `base/`
    does, or make them a StatefulSet with a headless Service (`clusterIP: None`) that selects them.
See: https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#stable-network-id
    https://airflow.apache.org/docs/apache-airflow/stable/configurations-ref.html#hostname-callable
"""

from collections.abc import Iterator

from airkust.model import semantics, tree
from airkust.model.airflow import AirflowContainer
from airkust.model.commands import Component
from airkust.model.finding import Severity, Violation
from airkust.model.profile import Profile
from airkust.model.rendering import Rendering
from airkust.model.value import Undetermined
from airkust.model.workload import Workload
from airkust.rules.rule import Rule, Skip, Unknown, Verdict

SERVING_LOGS = (Component.WORKER, Component.TRIGGERER, Component.SCHEDULER)
BY_NAME = frozenset({"airflow.utils.net.getfqdn", "socket.getfqdn", "socket.gethostname"})
KINDS = frozenset({"Deployment", "ReplicaSet", "StatefulSet"})


def check(rendering: Rendering) -> Iterator[Verdict]:
    local = "LocalExecutor" in rendering.airflow.executors
    judged = [
        found
        for found in rendering.airflow.running(*SERVING_LOGS)
        if found.workload.kind in KINDS and (local or found.component is not Component.SCHEDULER)
    ]
    if not judged:
        yield Skip("nothing rendered serves logs")
    for found in judged:
        named = found.settings.get("core", "hostname_callable")
        if isinstance(named.value, Undetermined):
            yield Unknown(f"[core] hostname_callable of {found.workload}: {named.value.fact}")
        elif named.text in BY_NAME:
            yield from _judge(rendering, found)


def _judge(rendering: Rendering, found: AirflowContainer) -> Iterator[Verdict]:
    workload = found.workload
    served = f"serves the logs of the {found.component}"
    name = _service_name(workload)
    service = rendering.get("Service", name, workload.namespace) if name else None
    if not name:
        message = f"{served} under the names of its pods, which a {workload.kind} has no Service for"
        yield Violation(workload.id, message)
    elif service is not None:
        if problem := _problem(service.body, workload):
            message = f"{served} as a name in {service.id}, which {problem}"
            yield Violation(workload.id, message, related=(service.id,))
    elif rendering.is_external("Service", name):
        return
    elif rendering.external is None and not any(rendering.of_kind("Service")):
        yield Unknown(f"Service/{name}, made outside")
    else:
        yield Violation(workload.id, f"{served} as a name in Service/{name}, which is not rendered")


def _service_name(workload: Workload) -> str:
    """The Service whose name stands behind that of a pod; "" for none."""
    own = tree.text(workload.resource.body, "spec", "serviceName") if workload.kind == "StatefulSet" else ""
    return own or tree.text(workload.pod_spec, "subdomain")


def _problem(service: object, workload: Workload) -> str:
    if tree.text(service, "spec", "clusterIP") != "None":
        return "is not headless: it names no single pod"
    selector = tree.mapping(service, "spec", "selector")
    return "" if semantics.selects_by_equality(selector, workload.pod_labels) else "does not select them"


RULE = Rule(name="unresolvable-log-host", severity=Severity.WARNING, profile=Profile.CORE, check=check)
