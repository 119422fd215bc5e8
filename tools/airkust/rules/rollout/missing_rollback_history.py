"""A Deployment keeps no old version to go back to.

Why: `kubectl rollout undo` brings back an old ReplicaSet. With revisionHistoryLimit 0 there is none, and
    somebody has to find out during an outage what ran before.
Fix: Set `revisionHistoryLimit` to 2 or more, or leave it out: the default is 10.
See: https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#clean-up-policy
"""

from collections.abc import Iterator

from airkust.model import tree
from airkust.model.commands import CORE, Component
from airkust.model.finding import Edit, Severity, Violation
from airkust.model.profile import Profile
from airkust.model.rendering import Rendering
from airkust.rules.rule import Rule, Skip, Verdict

FIELD = "spec.revisionHistoryLimit"
KINDS = frozenset({"Deployment", "StatefulSet"})


def check(rendering: Rendering) -> Iterator[Verdict]:
    running = rendering.airflow.running(*CORE, Component.WEBSERVER)
    keeping = [
        workload for workload in dict.fromkeys(found.workload for found in running) if workload.kind in KINDS
    ]
    if not keeping:
        yield Skip("no component of Airflow is rolled out by a Deployment or a StatefulSet")
    for workload in keeping:
        limit = tree.at(workload.resource.body, "spec", "revisionHistoryLimit")
        if limit == 0 and limit is not False:
            yield Violation(
                workload.id,
                "keeps 0 old revisions: there is nothing to roll back to",
                FIELD,
                edits=(Edit(FIELD, "3"),),
            )


RULE = Rule(name="missing-rollback-history", severity=Severity.WARNING, profile=Profile.HA, check=check)
