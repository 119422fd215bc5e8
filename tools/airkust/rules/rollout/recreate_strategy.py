"""A component of Airflow is stopped as a whole before its new version starts.

Why: `Recreate` ends every replica first. With an api-server that is an outage of the time a pod takes to
    start, in which running tasks give up, or longer where the new version does not start at all.
Fix: Set `strategy.type: RollingUpdate` with `maxUnavailable: 0` and `maxSurge: 1`. A volume that only one
    pod may mount is no reason to keep it: such a volume does not fit two replicas either.
See: https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#recreate-deployment
"""

from collections.abc import Iterator

from airkust.model import tree
from airkust.model.commands import CORE, Component
from airkust.model.finding import Severity, Violation
from airkust.model.profile import Profile
from airkust.model.rendering import Rendering
from airkust.rules.rule import Rule, Skip, Verdict


def check(rendering: Rendering) -> Iterator[Verdict]:
    running = [
        found
        for found in rendering.airflow.running(*CORE, Component.WEBSERVER)
        if found.workload.kind == "Deployment"
    ]
    if not running:
        yield Skip("no Deployment runs a component of Airflow")
    for found in running:
        strategy = tree.text(found.workload.resource.body, "spec", "strategy", "type")
        if strategy == "Recreate":
            yield Violation(
                found.workload.id,
                f"has the strategy Recreate: each rollout stops every {found.component} before a new "
                "one starts",
                "spec.strategy.type",
            )


RULE = Rule(name="recreate-strategy", severity=Severity.ERROR, profile=Profile.HA, check=check)
