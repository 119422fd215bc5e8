"""A pod that never asks the Kubernetes API carries a token for it.

Why: The dag-processor runs what the authors of DAGs wrote, with whatever stands in its pod. A token there is
    a right they were not given.
Fix: Set `automountServiceAccountToken: false` in the pod.
See: https://kubernetes.io/docs/tasks/configure-pod-container/configure-service-account/
    https://airflow.apache.org/docs/apache-airflow/stable/security/security_model.html
"""

from collections.abc import Iterator

from airkust.model.commands import Component
from airkust.model.finding import Edit, Severity, Violation
from airkust.model.profile import Profile
from airkust.model.rendering import Rendering
from airkust.model.token import mounts_token
from airkust.rules.rule import Rule, Skip, Unknown, Verdict

WITHOUT = (Component.DAG_PROCESSOR, Component.MIGRATIONS)


def check(rendering: Rendering) -> Iterator[Verdict]:
    everything = rendering.airflow.containers
    busy = {found.workload for found in everything if found.component not in WITHOUT}
    needing_none = [found for found in rendering.airflow.running(*WITHOUT) if found.workload not in busy]
    if not needing_none:
        yield Skip("neither a dag-processor nor migrations are rendered in a pod of their own")
    for found in needing_none:
        workload = found.workload
        carries = mounts_token(rendering.index, workload)
        if carries is None:
            yield Unknown(
                f"whether ServiceAccount/{workload.service_account}, made outside, mounts its token"
            )
        elif carries:
            field = workload.field_of("spec", "automountServiceAccountToken")
            message = f"gives the {found.component} a token of ServiceAccount/{workload.service_account}"
            yield Violation(workload.id, message, field, edits=(Edit(field, "false"),))


RULE = Rule(
    name="needless-service-account-token", severity=Severity.WARNING, profile=Profile.STRICT, check=check
)
