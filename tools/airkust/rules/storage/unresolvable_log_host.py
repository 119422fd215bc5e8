"""The log of a running task is asked for at a host name that DNS does not know.

Why: The api-server fetches it from where the task runs, by the name that `[core] hostname_callable` returned
    there: by default the pod's own. Only a StatefulSet with a headless Service gives its pods names in DNS.
    For others the page shows an error until the task has ended, and for ever where no store has the log.
Fix: Set `AIRFLOW__CORE__HOSTNAME_CALLABLE` to `airflow.utils.net.get_host_ip_address` where tasks and
    triggers run, or make it a StatefulSet whose `serviceName` is a Service with `clusterIP: None`.
See: https://airflow.apache.org/docs/apache-airflow/stable/configurations-ref.html#hostname-callable
    https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#stable-network-id
"""

from collections.abc import Iterator

from airkust.model import tree
from airkust.model.airflow import AirflowContainer
from airkust.model.commands import Component
from airkust.model.finding import Severity, Violation
from airkust.model.log_servers import BY_ADDRESS, BY_NAME, claims, has_name, log_servers
from airkust.model.profile import Profile
from airkust.model.rendering import Rendering
from airkust.model.value import Undetermined
from airkust.rules.rule import Rule, Skip, Unknown, Verdict


def check(rendering: Rendering) -> Iterator[Verdict]:
    servers = log_servers(rendering.airflow)
    if not servers:
        yield Skip("nothing rendered serves logs of tasks")
    readers = rendering.airflow.running(Component.API_SERVER, Component.WEBSERVER)
    read = frozenset(name for reader in readers for name in claims(reader.workload))
    for server in servers:
        if not read & claims(server.workload):  # else they may share the files
            yield from _judge(rendering, server)


def _judge(rendering: Rendering, server: AirflowContainer) -> Iterator[Verdict]:
    workload = server.workload
    setting = server.settings.get("core", "hostname_callable")
    called = (setting.text or "").strip().replace(":", ".")
    if called == BY_ADDRESS:
        return
    if called not in BY_NAME:
        fact = setting.value.fact if isinstance(setting.value, Undetermined) else setting.value
        yield Unknown(f"the host name of {workload}, [core] hostname_callable: {fact}")
        return
    named = has_name(rendering.index, workload)
    if named is None:
        yield Unknown(f"whether DNS knows the nodes that {workload} runs on")
    elif not named:
        yield Violation(workload.id, _message(server), server.container.field)


def _message(server: AirflowContainer) -> str:
    workload = server.workload
    if workload.kind != "StatefulSet":
        why = f"a pod of a {workload.kind} has no name in DNS"
    elif service := tree.text(workload.resource.body, "spec", "serviceName"):
        why = f"Service/{service}, its serviceName, is no headless Service that is rendered"
    else:
        why = "it names no headless Service in serviceName"
    return f"serves the logs of tasks in its {server.component} under its host name, but {why}"


RULE = Rule(name="unresolvable-log-host", severity=Severity.WARNING, profile=Profile.DEV, check=check)
