"""Task pods are made in a namespace that has not what they name.

Why: The executor makes them in `[kubernetes_executor] namespace`, which is `default` where nobody sets it. A
    pod finds ConfigMaps, Secrets, claims and its ServiceAccount in its own namespace only: each task stays
    Pending, or is refused, until Airflow gives it up.
Fix: Set `AIRFLOW__KUBERNETES_EXECUTOR__NAMESPACE` in the scheduler and the api-server from the pod's own
    `metadata.namespace`, as `components/executor-kubernetes` does, or render the objects there as well.
See: https://airflow.apache.org/docs/apache-airflow-providers-cncf-kubernetes/stable/configurations-ref.html
"""

from collections.abc import Iterator

from airkust.model.finding import Severity, Violation
from airkust.model.profile import Profile
from airkust.model.references import references
from airkust.model.rendering import Rendering
from airkust.model.task_pods import TaskPods, task_pods
from airkust.model.workload import Workload
from airkust.rules.rule import Rule, Skip, Unknown, Verdict


def check(rendering: Rendering) -> Iterator[Verdict]:
    made = task_pods(rendering.airflow)
    if not made:
        yield Skip("no scheduler that makes task pods is rendered")
    for pods in made:
        workload = pods.template.workload if pods.template else None
        if pods.unknown:
            yield Unknown(pods.unknown)
        elif not pods.namespace and not pods.beside_scheduler:
            yield Unknown(f"the namespace of the task pods of {pods.subject}")
        elif workload is None or not any(references(workload)):
            yield Skip("task pods name no object of their namespace")
        else:
            yield from _judge(rendering, pods, workload)


def _judge(rendering: Rendering, pods: TaskPods, workload: Workload) -> Iterator[Violation]:
    elsewhere = {}
    for reference in references(workload):
        found = rendering.get(reference.kind, reference.name, pods.namespace)
        other = rendering.get(reference.kind, reference.name)
        if found is None and other is not None and not reference.optional:
            elsewhere[other.id] = reference.field
    if elsewhere:
        names = " and ".join(str(each) for each in elsewhere)
        where = " and ".join(dict.fromkeys(each.namespace for each in elsewhere))
        default = ", the default" if pods.namespace_setting.is_default else ""
        yield Violation(
            workload.id,
            f"makes task pods in namespace {pods.namespace}{default}, and names {names}, rendered in {where}",
            next(iter(elsewhere.values())),
            related=tuple(elsewhere),
        )


RULE = Rule(name="task-pods-in-another-namespace", severity=Severity.ERROR, profile=Profile.CORE, check=check)
