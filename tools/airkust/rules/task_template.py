"""What is said about each task pod template?"""

from collections.abc import Callable, Iterable, Iterator

from airkust.model.rendering import Rendering
from airkust.model.task_pods import TaskPods, task_pods
from airkust.model.workload import Workload
from airkust.rules.rule import Skip, Unknown, Verdict

NO_TASK_PODS = "no scheduler that makes task pods is rendered"
UNREADABLE = "the pod template cannot be read"
NO_TEMPLATE = "without a template"
"""How task pods are made where the scheduler is told no template; nothing is set in them then."""

Judge = Callable[[TaskPods, Workload | None], Iterable[Verdict]]


def each_template(rendering: Rendering, judge: Judge) -> Iterator[Verdict]:
    """The verdicts on all task pods.

    Args:
        rendering: What is judged.
        judge: Gets the pods and their template; None where the scheduler is told no template.
    """
    made = task_pods(rendering.airflow)
    if not made:
        yield Skip(NO_TASK_PODS)
    for pods in made:
        if pods.unknown:
            yield Unknown(pods.unknown)
        elif pods.template is None and rendering.airflow.predates_2:
            yield Skip("Airflow 1 makes task pods of its settings")
        elif pods.template and pods.template.workload is None:
            yield Skip(UNREADABLE)  # invalid-pod-template reports it
        else:
            yield from judge(pods, pods.template.workload if pods.template else None)
