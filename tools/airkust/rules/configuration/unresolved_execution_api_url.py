"""Tasks are sent to an execution API they cannot reach.

Why: A task reports to `[core] execution_api_server_url`. Unset, it is http://localhost:8080/execution/, where
    nobody listens in a task pod. A name that is no Service, another port or another path are found out
    by the first task, which fails after its retries.
Fix: Set `AIRFLOW__CORE__EXECUTION_API_SERVER_URL` where tasks run to the Service, the port and the path of
    the api-server: http://airflow-api-server:8080/execution/, with the path of `[api] base_url` in front.
See: https://airflow.apache.org/docs/apache-airflow/stable/configurations-ref.html#execution-api-server-url
"""

from collections.abc import Iterator
from urllib.parse import SplitResult

from airkust.model import semantics, tree
from airkust.model.cluster_dns import ServiceName, is_loopback, service_named
from airkust.model.commands import Component
from airkust.model.execution_api import TaskRunner, served_path, serves_execution, split_url, task_runners
from airkust.model.finding import Severity, Violation
from airkust.model.index import same_namespace
from airkust.model.profile import Profile
from airkust.model.rendering import Rendering
from airkust.model.resource import Resource
from airkust.model.task_pods import task_pods
from airkust.model.value import Undetermined
from airkust.rules.rule import Rule, Skip, Unknown, Verdict

PORTS = {"http": 80, "https": 443}

Problem = str | Unknown | None


def check(rendering: Rendering) -> Iterator[Verdict]:
    airflow = rendering.airflow
    if airflow.predates_3:
        yield Skip("Airflow before 3 has no execution API")
        return
    unknown = [Unknown(pods.unknown) for pods in task_pods(airflow) if pods.unknown]
    runners = tuple(task_runners(airflow))
    if not runners and not unknown:
        yield Skip("nothing rendered runs tasks")
    yield from unknown
    for runner in runners:
        yield from _judge(rendering, runner)


def _judge(rendering: Rendering, runner: TaskRunner) -> Iterator[Verdict]:
    setting = runner.url
    if setting.text is None:
        fact = setting.value.fact if isinstance(setting.value, Undetermined) else setting.value
        yield Unknown(f"the execution API URL: {fact}")
        return
    url = split_url(setting.text)
    shown = setting.text.rpartition("@")[2]  # never a password
    problem = _problem(rendering, runner, url) if url else "that is no URL"
    if isinstance(problem, Unknown):
        yield problem
    elif problem:
        where = f"{shown}, the default" if setting.is_default else shown
        subject, field = (setting.holder, setting.field) if setting.holder else (runner.workload.id, "")
        yield Violation(subject, f"sends tasks to {where}, but {problem}", field)


def _problem(rendering: Rendering, runner: TaskRunner, url: SplitResult) -> Problem:
    host = url.hostname or ""
    if url.scheme not in PORTS or not host:
        return "that is no http URL"
    if is_loopback(host):
        return None if _answers_itself(rendering, runner) else "nobody listens there in its pod"
    if not url.path.rstrip("/").endswith("/execution"):
        return f'the execution API is not served at "{url.path}"'
    namespaces = rendering.namespaces
    named = service_named(host, runner.namespace, namespaces)
    if named is None:
        return Unknown(f"who answers at {host}")
    service = rendering.get("Service", named.name, named.namespace)
    if service is None:
        return _without_service(rendering, named, namespaces)
    return _port_problem(service, url) or _target_problem(rendering, service, url)


def _answers_itself(rendering: Rendering, runner: TaskRunner) -> bool:
    return any(
        server.workload is runner.workload for server in rendering.airflow.running(Component.API_SERVER)
    )


def _without_service(rendering: Rendering, named: ServiceName, namespaces: frozenset[str]) -> Problem:
    if rendering.is_external("Service", named.name):
        return None
    elsewhere = named.namespace not in {"", *namespaces}
    partial = rendering.external is None and not rendering.airflow.running(Component.API_SERVER)
    if elsewhere or partial:
        return Unknown(f"Service/{named.name}, made outside")
    where = f" in namespace {named.namespace}" if named.namespace else ""
    return f"no Service/{named.name} is rendered{where}"


def _port_problem(service: Resource, url: SplitResult) -> Problem:
    if tree.text(service.body, "spec", "type") == "ExternalName":
        return Unknown(f"where {service.id} leads")
    ports = [tree.at(port, "port") for port in tree.sequence(service.body, "spec", "ports")]
    wanted = url.port or PORTS[url.scheme]
    if wanted in ports:
        return None
    return f"{service.id} listens on {' and '.join(map(str, ports)) or 'no port'}, not on {wanted}"


def _target_problem(rendering: Rendering, service: Resource, url: SplitResult) -> Problem:
    selector = tree.mapping(service.body, "spec", "selector")
    if not selector:
        return Unknown(f"the endpoints of {service.id}, which selects nothing")
    servers = [
        server
        for server in rendering.airflow.running(Component.API_SERVER)
        if same_namespace(server.workload.namespace, service.namespace)
        and semantics.selects_by_equality(selector, server.workload.pod_labels)
    ]
    if not servers:
        return f"{service.id} selects no api-server"
    serving = [server for server in servers if serves_execution(server)]
    if not serving:
        return f"{servers[0].workload}, which {service.id} selects, leaves the execution API out"
    path = served_path(serving[0])
    if path in {None, url.path.rstrip("/")}:
        return None
    return f'{serving[0].workload} serves it at "{path}/"'


RULE = Rule(name="unresolved-execution-api-url", severity=Severity.ERROR, profile=Profile.CORE, check=check)
