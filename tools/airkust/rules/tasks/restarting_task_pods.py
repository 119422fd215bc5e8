"""A task pod is restarted by the kubelet instead of ending.

Why: Airflow decides about another try of a task, in another pod. With restartPolicy Always, which holds where
    none is written, the container begins again even after it has succeeded, and with OnFailure after each
    failure: the API refuses a second start of one try, and the pod goes round until somebody deletes it.
Fix: Write `restartPolicy: Never` in the pod template.
See: https://airflow.apache.org/docs/apache-airflow-providers-cncf-kubernetes/stable/kubernetes_executor.html
"""

from collections.abc import Iterator

from airkust.model import tree
from airkust.model.finding import Edit, Severity, Violation
from airkust.model.profile import Profile
from airkust.model.rendering import Rendering
from airkust.model.task_pods import TaskPods
from airkust.model.workload import Workload
from airkust.rules.rule import Rule, Verdict
from airkust.rules.task_template import NO_TEMPLATE, each_template

WANTED = "Never"


def check(rendering: Rendering) -> Iterator[Verdict]:
    return each_template(rendering, _judge)


def _judge(pods: TaskPods, template: Workload | None) -> Iterator[Violation]:
    if template is None:
        message = f"makes task pods {NO_TEMPLATE}, whose restartPolicy then is Always, the default"
        yield Violation(pods.subject, message)
        return
    written = tree.text(template.pod_spec, "restartPolicy")
    if written != WANTED:
        policy = written or "Always, the default"
        field = template.field_of("spec", "restartPolicy")
        message = f"makes task pods whose restartPolicy is {policy}"
        yield Violation(pods.subject, message, field, edits=(Edit(field, WANTED),))


RULE = Rule(name="restarting-task-pods", severity=Severity.ERROR, profile=Profile.CORE, check=check)
