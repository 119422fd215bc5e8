"""NetworkPolicies keep tasks from the execution API.

Why: A task reports to the execution API and learns from it what to do. Where a policy stands between, each
    task ends with a connection error after its retries, and only policies that the cluster's network
    enforces show it: in a test cluster without enforcement all is well.
Fix: Allow the egress of the task pods, and the ingress of the api-server that serves the execution API, at
    the port of its pods, as `components/network-policies` and `components/execution-api` do.
See: https://kubernetes.io/docs/concepts/services-networking/network-policies/
    https://airflow.apache.org/docs/apache-airflow/stable/configurations-ref.html#execution-api-server-url
"""

from collections.abc import Iterator

from airkust.model.cluster_dns import service_named
from airkust.model.endpoints import endpoint
from airkust.model.execution_api import TaskRunner, split_url, task_runners
from airkust.model.finding import Severity
from airkust.model.network_policy import Port
from airkust.model.profile import Profile
from airkust.model.rendering import Rendering
from airkust.model.service_ports import behind, ports, target_number
from airkust.rules.closed_edge import Edge, judge, not_judged
from airkust.rules.rule import Rule, Skip, Verdict


def check(rendering: Rendering) -> Iterator[Verdict]:
    if reason := not_judged(rendering):
        yield reason
        return
    edges = [edge for runner in task_runners(rendering.airflow) for edge in _edges(rendering, runner)]
    if not edges:
        yield Skip("nothing rendered sends tasks to a Service that is rendered")
    yield from judge(rendering, edges)


def _edges(rendering: Rendering, runner: TaskRunner) -> Iterator[Edge]:
    """From the pods of tasks to each workload behind the Service their URL names."""
    url = split_url(runner.url.text or "")
    if url is None or not url.hostname:
        return
    namespaces = rendering.namespaces
    named = service_named(url.hostname, runner.namespace, namespaces)
    service = rendering.get("Service", named.name, named.namespace) if named else None
    if service is None:
        return
    wanted = url.port or (443 if url.scheme == "https" else 80)
    for port in ports(service):
        for workload in behind(rendering, service) if port.number == wanted else ():
            number = target_number(port, workload)
            if number is not None and workload is not runner.workload:
                yield Edge(
                    endpoint(rendering, runner.workload, runner.namespace),
                    endpoint(rendering, workload),
                    Port(number),
                    f"the execution API of {workload}",
                )


RULE = Rule(name="blocked-execution-api", severity=Severity.ERROR, profile=Profile.CORE, check=check)
