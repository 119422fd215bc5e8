"""No PodDisruptionBudget stands over a component of Airflow, or its pooler, of several replicas.

Why: Draining two nodes at once, as a cluster upgrade does, evicts all replicas together. The second one
    was paid for, and the component is gone all the same until a pod has started elsewhere.
Fix: Add `components/high-availability`, or a PodDisruptionBudget with `maxUnavailable: 1` whose selector is
    that of the workload.
See: https://kubernetes.io/docs/tasks/run-application/configure-pdb/
"""

from collections.abc import Iterator

from airkust.model.budgets import budgets
from airkust.model.commands import CORE, Component
from airkust.model.finding import Severity, Violation
from airkust.model.pooler import poolers
from airkust.model.profile import Profile
from airkust.model.rendering import Rendering
from airkust.model.workload import Workload
from airkust.rules.rule import Rule, Skip, Verdict

SEVERAL = 2


def check(rendering: Rendering) -> Iterator[Verdict]:
    guarded = {workload for budget in budgets(rendering) for workload in budget.workloads}
    judged = 0
    for workload, names in _components(rendering).items():
        replicas = rendering.replicas(workload)
        if replicas is None or replicas.minimum < SEVERAL:
            continue
        judged += 1
        if workload not in guarded:
            yield Violation(
                workload.id,
                f"runs {' and '.join(sorted(names))} in {replicas.minimum} replicas, and no "
                "PodDisruptionBudget selects them",
            )
    if not judged:
        yield Skip("no component of Airflow runs several replicas")


def _components(rendering: Rendering) -> dict[Workload, set[str]]:
    """What is lost for Airflow with each workload."""
    found: dict[Workload, set[str]] = {}
    for each in rendering.airflow.running(*CORE, Component.WEBSERVER):
        found.setdefault(each.workload, set()).add(each.component)
    for pooler in poolers(rendering):
        found.setdefault(pooler.workload, set()).add("the connection pooler")
    return found


RULE = Rule(name="missing-disruption-budget", severity=Severity.ERROR, profile=Profile.HA, check=check)
