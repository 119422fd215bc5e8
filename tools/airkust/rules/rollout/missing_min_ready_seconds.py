"""A rollout goes on as soon as a new pod is ready once.

Why: A version that starts and dies a few seconds later, for a wrong setting or too little memory, is ready
    in between. Without minReadySeconds that moment is enough to stop the next old pod, until none is left.
Fix: Set `spec.minReadySeconds` to 10 or more.
See: https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#min-ready-seconds
"""

from collections.abc import Iterator

from airkust.model import tree
from airkust.model.commands import CORE
from airkust.model.finding import Edit, Severity, Violation
from airkust.model.profile import Profile
from airkust.model.rendering import Rendering
from airkust.rules.rule import Rule, Skip, Verdict

ENOUGH = 10
FIELD = "spec.minReadySeconds"
SEVERAL = 2


def check(rendering: Rendering) -> Iterator[Verdict]:
    judged = False
    for workload in dict.fromkeys(found.workload for found in rendering.airflow.running(*CORE)):
        size = rendering.replicas(workload)
        if workload.kind not in {"Deployment", "StatefulSet"} or size is None or size.minimum < SEVERAL:
            continue
        judged = True
        said = tree.at(workload.resource.body, "spec", "minReadySeconds")
        seconds = said if isinstance(said, int) else 0
        if seconds < ENOUGH:
            default = "" if said is not None else ", the default"
            yield Violation(
                workload.id,
                f"takes a new pod for good after {seconds} s{default}, less than {ENOUGH} s",
                FIELD,
                edits=(Edit(FIELD, str(ENOUGH)),),
            )
    if not judged:
        yield Skip("no component of Airflow runs several replicas")


RULE = Rule(name="missing-min-ready-seconds", severity=Severity.WARNING, profile=Profile.HA, check=check)
