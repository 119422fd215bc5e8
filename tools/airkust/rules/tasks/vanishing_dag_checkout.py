"""The DAGs of a running task are deleted beneath it when somebody commits.

Why: A git-sync sidecar puts a new checkout in place of the old one and removes the old one at once. A task
    that runs from it, and imports a module or opens a file of its own later on, does not find it any more.
Fix: Set `--stale-worktree-timeout` of the sidecar (of git-sync 4) above the longest task, or use a git
    bundle of Airflow, which keeps the version a task has started with (`components/dags-git`).
See: https://github.com/kubernetes/git-sync#manual
    https://airflow.apache.org/docs/apache-airflow/stable/administration-and-deployment/dag-bundles.html
"""

from collections.abc import Iterator

from airkust.model.commands import Component
from airkust.model.environment import environment
from airkust.model.facts import said_in
from airkust.model.finding import Severity, Violation
from airkust.model.git_sync import STALE_WORKTREE_TIMEOUT, is_git_sync, seconds
from airkust.model.local_executor import local_schedulers
from airkust.model.profile import Profile
from airkust.model.rendering import Rendering
from airkust.model.value import Undetermined
from airkust.model.workload import Container, Workload
from airkust.rules.rule import Rule, Skip, Unknown, Verdict


def check(rendering: Rendering) -> Iterator[Verdict]:
    airflow = rendering.airflow
    running = airflow.running(Component.WORKER) + local_schedulers(airflow)
    workloads = dict.fromkeys(found.workload for found in running)
    sidecars = [
        (workload, container)
        for workload in workloads
        for container in workload.all_containers
        if is_git_sync(container) and container.long_lived
    ]
    if not sidecars:
        yield Skip("no git-sync runs beside tasks")
    for workload, container in sidecars:
        yield from _judge(rendering, workload, container)


def _judge(rendering: Rendering, workload: Workload, container: Container) -> Iterator[Verdict]:
    longest = rendering.facts.tasks.longest_seconds
    setting = STALE_WORKTREE_TIMEOUT.of(container, environment(rendering.index, workload, container))
    kept = seconds(setting.text or "")
    if kept is None:
        fact = setting.value.fact if isinstance(setting.value, Undetermined) else setting.value
        yield Unknown(f"how long git-sync keeps an old checkout: {fact}")
    elif longest is None and kept:
        yield Unknown(said_in("tasks.longestSeconds"))
    elif not kept or kept < (longest or 0):
        after = f"after {kept:g} s: tasks.longestSeconds is {longest}" if kept else "at once"
        message = f'runs git-sync ("{container.name}") beside tasks, which removes an old checkout {after}'
        yield Violation(workload.id, message, container.field)


RULE = Rule(name="vanishing-dag-checkout", severity=Severity.INFO, profile=Profile.HA, check=check)
