"""The migrations are applied after pods that wait for them.

Why: Argo CD applies a phase or a wave only when the one before is healthy, `helm --wait` runs its post hooks
    only then. Pods of Airflow become healthy when the migrations are done: each waits for the other, and the
    sync ends with a timeout, in a new cluster as at every upgrade.
Fix: Apply the Job with the rest (no hook) and give the core a later `argocd.argoproj.io/sync-wave`, as
    `base/` does. In the official Helm chart: `migrateDatabaseJob.useHelmHooks: false`.
See: https://argo-cd.readthedocs.io/en/stable/user-guide/sync-waves/
    https://airflow.apache.org/docs/helm-chart/stable/index.html#installing-the-chart-with-argo-cd-flux-rancher-or-terraform
"""

from collections.abc import Iterator

from airkust.model.commands import CORE, Component
from airkust.model.finding import Severity, Violation
from airkust.model.migrations import ONCE, migrators
from airkust.model.profile import Profile
from airkust.model.rendering import Rendering
from airkust.model.sync_order import step
from airkust.model.workload import Workload
from airkust.rules.rule import Rule, Skip, Unknown, Verdict


def check(rendering: Rendering) -> Iterator[Verdict]:
    jobs = [found.workload for found in migrators(rendering) if found.workload.kind in ONCE]
    running = rendering.airflow.running(*CORE, Component.WEBSERVER)
    core = tuple(dict.fromkeys(found.workload for found in running))
    if not jobs or not core:
        yield Skip("no core of Airflow is rendered with a Job that migrates")
        return
    for job in jobs:
        yield from _judge(job, core)


def _judge(job: Workload, core: tuple[Workload, ...]) -> Iterator[Verdict]:
    own = step(job.resource)
    if own is None:
        yield Skip(f"{job} is a hook of something else than a sync")
        return
    early = [(workload, at) for workload in core if (at := step(workload.resource)) and own.after(at)]
    if not early:
        return
    if own.by_helm:
        yield Unknown(
            f"whether anybody waits for pods before the hook {job} runs: Argo CD, or Helm with --wait"
        )
        return
    names = " and ".join(f"{workload} ({at})" for workload, at in early)
    yield Violation(
        job.id,
        f"migrates the database in {own}, after {names}, which cannot be healthy before",
        "metadata.annotations",
        related=tuple(workload.id for workload, _ in early),
    )


RULE = Rule(name="migration-after-core", severity=Severity.ERROR, profile=Profile.CORE, check=check)
