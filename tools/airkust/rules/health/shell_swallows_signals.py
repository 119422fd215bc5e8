"""A shell stands between Kubernetes and Airflow, and keeps SIGTERM to itself.

Why: A container's first process gets the signal to end, and a shell does not pass it on. Airflow goes on
    until the grace period is over and is killed: no scheduler hands its work over, no worker waits for its
    tasks, and a task's `on_kill` is never called.
Fix: Write `exec` before the command that stays: `bash -c "prepare && exec airflow scheduler"`, or
    `exec "$@"` in a pod template. A pipe and `&` take that away again.
See: https://docs.aws.amazon.com/eks/latest/best-practices/application.html
    https://airflow.apache.org/docs/docker-stack/entrypoint.html#signal-propagation
"""

from collections.abc import Iterator

from airkust.model.commands import INVOCATION, Component, component_of
from airkust.model.finding import Severity, Violation
from airkust.model.profile import Profile
from airkust.model.rendering import Rendering
from airkust.model.shell import Step, script_of
from airkust.model.workload import Container, Workload
from airkust.rules.rule import Rule, Skip, Unknown, Verdict

ARGUMENTS = {"$@", "${@}"}
"""What a task pod's template runs: the arguments that Airflow writes."""


def check(rendering: Rendering) -> Iterator[Verdict]:
    airflow = rendering.airflow
    running = [found for found in airflow.containers if found.component is not Component.MIGRATIONS]
    templates = [workload for workload in airflow.task_pods if workload.containers]
    if not running and not templates:
        yield Skip("no component of Airflow is rendered")
    for found in running:
        yield from _judge(found.workload, found.container, f"the {found.component}")
    for workload in templates:
        yield from _judge(workload, workload.containers[0], "a task")


def _judge(workload: Workload, container: Container, what: str) -> Iterator[Verdict]:
    script = script_of(container)
    if script is None:
        return
    steps = [step for step in script.steps if _stays(step, task=workload.embedded)]
    if not steps:
        yield Unknown(f"what the script of {workload} runs")
    elif not any(script.signals(step) for step in steps):
        message = f"runs {what} below {script.shell}, which keeps SIGTERM to itself: {_shown(steps[0])}"
        yield Violation(workload.id, message, container.field_of("command"))


def _stays(step: Step, *, task: bool) -> bool:
    """Whether it is the command that a pod is there for."""
    if task:
        return bool(ARGUMENTS & set(step.words))
    found = INVOCATION.search(" ".join(step.words))
    component = component_of(found.group(1).split()) if found else None
    return component not in {None, Component.MIGRATIONS}


def _shown(step: Step) -> str:
    """The command, without what follows it: its options may hold anything."""
    start = next((n for n, word in enumerate(step.words) if word.rsplit("/", 1)[-1] == "airflow"), 0)
    text = " ".join(step.words[start : start + 2])
    return f'"{text}{f" {step.after}" if step.after else ""}" without exec'


RULE = Rule(name="shell-swallows-signals", severity=Severity.WARNING, profile=Profile.HA, check=check)
