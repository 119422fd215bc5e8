"""A task does not start when git fails once.

Why: The task pod fetches its DAG with git-sync before the task begins, and git-sync gives up after the first
    failure by default: the pod has failed, and the task with it. A minute without git, or without DNS, fails
    every task that starts in it.
Fix: Set `--max-failures` of that init container to 10 or more (with `--period` between the tries), bring DAGs
    in the image (`components/dags-image`), or use a bundle of Airflow that waits (`components/dags-git`).
See: https://github.com/kubernetes/git-sync#manual
"""

from collections.abc import Iterator

from airkust.model.environment import environment
from airkust.model.finding import Severity, Violation
from airkust.model.git_sync import MAX_FAILURES, is_git_sync
from airkust.model.profile import Profile
from airkust.model.rendering import Rendering
from airkust.model.task_pods import TaskPods
from airkust.model.value import Undetermined
from airkust.model.workload import Container, Workload
from airkust.rules.rule import Rule, Skip, Unknown, Verdict
from airkust.rules.task_template import each_template


def check(rendering: Rendering) -> Iterator[Verdict]:
    def judge(_pods: TaskPods, template: Workload | None) -> Iterator[Verdict]:
        syncs = [
            container
            for container in (template.init_containers if template else ())
            if is_git_sync(container) and not container.long_lived
        ]
        if not template or not syncs:
            yield Skip("task pods run no git-sync before the task")
            return
        for container in syncs:
            yield from _judge(rendering, template, container)

    return each_template(rendering, judge)


def _judge(rendering: Rendering, template: Workload, container: Container) -> Iterator[Verdict]:
    setting = MAX_FAILURES.of(container, environment(rendering.index, template, container))
    try:
        failures = int(setting.text or "")
    except ValueError:
        fact = setting.value.fact if isinstance(setting.value, Undetermined) else setting.value
        yield Unknown(f"how many failures git-sync bears: {fact}")
        return
    if failures in {0, 1}:
        message = f'runs git-sync ("{container.name}") before each task, which ends with its first failure'
        yield Violation(template.id, message, container.field)


RULE = Rule(name="impatient-git-sync", severity=Severity.WARNING, profile=Profile.HA, check=check)
