"""A PodDisruptionBudget keeps pods that are not ready on the node that is to be drained.

Why: When the database is away or a release does not start, no pod is ready. The budget then allows no
    disruption, not even of pods that serve nobody, and no node is drained until Airflow is mended.
Fix: Write `unhealthyPodEvictionPolicy: AlwaysAllow` into the budget (Kubernetes 1.27 or newer).
See: https://kubernetes.io/docs/tasks/run-application/configure-pdb/#unhealthy-pod-eviction-policy
"""

from collections.abc import Iterator

from airkust.model import tree
from airkust.model.budgets import budgets
from airkust.model.finding import Edit, Severity, Violation
from airkust.model.profile import Profile
from airkust.model.rendering import Rendering
from airkust.rules.rule import Rule, Skip, Verdict

FIELD = "spec.unhealthyPodEvictionPolicy"


def check(rendering: Rendering) -> Iterator[Verdict]:
    airflow = {found.workload for found in rendering.airflow.containers}
    # A database that elects a leader may still need a member that is not ready: not ours to judge.
    judged = [
        budget
        for budget in budgets(rendering)
        if any(workload.kind == "Deployment" or workload in airflow for workload in budget.workloads)
    ]
    if not judged:
        yield Skip("no PodDisruptionBudget selects a Deployment or a component of Airflow")
    for budget in judged:
        stated = tree.text(budget.spec, "unhealthyPodEvictionPolicy")
        if stated != "AlwaysAllow":
            yield Violation(
                budget.id,
                f"keeps pods that are not ready when too few are: unhealthyPodEvictionPolicy is "
                f"{stated or 'IfHealthyBudget, the default'}",
                FIELD if stated else "spec",
                edits=(Edit(FIELD, "AlwaysAllow"),),
            )


RULE = Rule(name="unhealthy-pods-block-drains", severity=Severity.WARNING, profile=Profile.HA, check=check)
