"""A container sets the same environment variable twice.

Why: The last one counts, without a word: the value somebody reads first in the manifest is not the one in
    effect. A server-side apply (`kubectl apply --server-side`, Argo CD, Flux) may refuse the object.
Fix: Take one of the two away. An entry that extends the first, `$(NAME):/more`, gets a name of its own.
See: https://kubernetes.io/docs/tasks/inject-data-application/define-environment-variable-container/
"""

from collections.abc import Iterator

from airkust.model import tree
from airkust.model.finding import Severity, Violation
from airkust.model.profile import Profile
from airkust.model.rendering import Rendering
from airkust.model.workload import Container, Workload
from airkust.rules.rule import Rule, Skip, Verdict


def check(rendering: Rendering) -> Iterator[Verdict]:
    workloads = rendering.workloads + rendering.airflow.task_pods
    if not any(tree.sequence(each.body, "env") for workload in workloads for each in workload.all_containers):
        yield Skip("no container sets environment variables")
    for workload in workloads:
        for container in workload.all_containers:
            yield from _judge(workload, container)


def _judge(workload: Workload, container: Container) -> Iterator[Verdict]:
    seen: dict[str, object] = {}
    for entry in tree.sequence(container.body, "env"):
        name = tree.text(entry, "name")
        if not name:
            continue
        if name in seen:
            again = (
                "both to the same value"
                if seen[name] == entry
                else "to different values: the last one counts"
            )
            yield Violation(
                workload.id,
                f'sets {name} twice in container "{container.name}", {again}',
                container.field_of("env"),
            )
        seen[name] = entry


RULE = Rule(name="duplicate-environment-variable", severity=Severity.ERROR, profile=Profile.CORE, check=check)
