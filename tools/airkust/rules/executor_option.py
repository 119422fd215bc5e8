"""What do the schedulers that make task pods say about an option of the KubernetesExecutor?"""

from collections.abc import Callable, Iterator

from airkust.model.finding import Violation
from airkust.model.number import missing
from airkust.model.rendering import Rendering
from airkust.model.task_pods import TaskPods, task_pods
from airkust.rules.rule import Skip, Unknown, Verdict
from airkust.rules.setting_edit import edits_of


def makers(rendering: Rendering) -> tuple[list[TaskPods], list[Verdict]]:
    """The task pods of each scheduler that surely makes some, and what is to be said about the others."""
    made = {pods.scheduler.workload: pods for pods in task_pods(rendering.airflow)}.values()
    others: list[Verdict] = [Unknown(pods.executor_fact) for pods in made if pods.executor_fact]
    sure = [pods for pods in made if not pods.executor_fact]
    return sure, others if made else [Skip("no scheduler that makes task pods is rendered")]


def judge(
    rendering: Rendering, key: str, *, wrong: Callable[[float], bool], instead: int, without: str
) -> Iterator[Verdict]:
    """A violation for each scheduler whose option has a wrong number.

    Args:
        rendering: Where the schedulers are looked for.
        key: Of section `[kubernetes_executor]`.
        wrong: Whether a number is.
        instead: A number that is not.
        without: What the wrong number does, as the end of a sentence.
    """
    if rendering.airflow.predates_2:
        yield Skip("Airflow 1 has other options")
        return
    sure, others = makers(rendering)
    yield from others
    for pods in sure:
        workload = pods.scheduler.workload.id
        setting = pods.setting(key)
        try:
            number = float(setting.text or "")
        except ValueError:
            yield Unknown(f"[kubernetes_executor] {key} of {workload}: {missing(setting)}")
            continue
        if wrong(number):
            default = ", the default" if setting.is_default else ""
            yield Violation(
                setting.holder or workload,
                f"has [kubernetes_executor] {key} {setting.text}{default}: {without}",
                setting.field,
                related=() if setting.holder in {None, workload} else (workload,),
                edits=edits_of(setting, str(instead)),
            )
