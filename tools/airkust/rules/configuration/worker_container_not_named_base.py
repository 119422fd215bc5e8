"""Another container stands where Airflow expects the one that runs the task.

Why: Airflow puts the task's command, environment and image into the first container and calls it `base`,
    whatever it was. A sidecar that stands first runs the task with the wrong image, and where a second
    container has the name already, Kubernetes refuses the pod.
Fix: Make the container that runs the task the first one and call it `base`.
See: https://airflow.apache.org/docs/apache-airflow-providers-cncf-kubernetes/stable/kubernetes_executor.html
"""

from collections.abc import Iterator, Sequence

from airkust.model.finding import Severity, Violation
from airkust.model.profile import Profile
from airkust.model.rendering import Rendering
from airkust.model.task_pods import task_pods
from airkust.model.workload import Container
from airkust.rules.rule import Rule, Skip, Unknown, Verdict

NAME = "base"


def check(rendering: Rendering) -> Iterator[Verdict]:
    made = [pods for pods in task_pods(rendering.airflow) if pods.template]
    if not made:
        yield Skip("no scheduler that makes task pods from a template is rendered")
    for pods in made:
        workload = pods.template.workload if pods.template else None
        if pods.unknown:
            yield Unknown(pods.unknown)
        elif workload and _misplaced(workload.containers):
            first = workload.containers[0]
            message = f'makes task pods whose first container is called "{first.name}", not "{NAME}"'
            yield Violation(workload.id, message, first.field_of("name"))


def _misplaced(containers: Sequence[Container]) -> bool:
    """Whether the first one is not meant for the task. A worker of another name is renamed, without harm."""
    first, others = containers[:1], containers[1:]
    return any(
        each.name != NAME
        and (any(other.name == NAME for other in others) or (others and "airflow" not in each.image))
        for each in first
    )


RULE = Rule(
    name="worker-container-not-named-base", severity=Severity.ERROR, profile=Profile.CORE, check=check
)
