"""The first container of the task pod template is not called `base`.

Why: Airflow puts the task's command, environment and image into the first container and calls it `base`,
    whatever it was. A sidecar that stands first runs the task with the wrong image, and where a second
    container has the name already, Kubernetes refuses the pod.
Fix: Make the container that runs the task the first one and call it `base`.
See: https://airflow.apache.org/docs/apache-airflow-providers-cncf-kubernetes/stable/kubernetes_executor.html
"""

from collections.abc import Iterator

from airkust.model.finding import Severity, Violation
from airkust.model.rendering import Rendering
from airkust.rules.rule import Profile, Rule, Skip, Unknown, Verdict

NAME = "base"


def check(rendering: Rendering) -> Iterator[Verdict]:
    templates = rendering.airflow.pod_templates
    if not templates:
        yield Skip("no task pod template is set")
    for template in templates:
        workload = template.workload
        if workload is None:
            yield Unknown(f"the pod template {template.path}: {template.problem}")
        elif workload.containers and workload.containers[0].name != NAME:
            first = workload.containers[0]
            message = f'makes task pods whose first container is called "{first.name}", not "{NAME}"'
            yield Violation(workload.id, message, first.field_of("name"))


RULE = Rule(
    name="worker-container-not-named-base", severity=Severity.ERROR, profile=Profile.CORE, check=check
)
