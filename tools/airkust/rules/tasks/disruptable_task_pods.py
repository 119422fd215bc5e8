"""Karpenter is not told to leave task pods alone.

Why: Karpenter moves pods to fewer or cheaper nodes all day long, those without a controller included: nobody
    makes them anew, and each task it evicts has failed that try. It waits for a pod that has the annotation,
    until the node's `terminationGracePeriod`.
Fix: Give the pod template the annotation `karpenter.sh/do-not-disrupt: "true"`. Where no Karpenter runs it
    does nothing; allow this rule there, or keep the annotation for the day one is installed.
See: https://karpenter.sh/docs/concepts/disruption/#pod-level-controls
"""

from collections.abc import Iterator

from airkust.model.finding import Severity
from airkust.model.profile import Profile
from airkust.model.rendering import Rendering
from airkust.rules.rule import Rule, Verdict
from airkust.rules.task_annotation import Annotation

SPARED = Annotation("karpenter.sh/do-not-disrupt", "true")


def check(rendering: Rendering) -> Iterator[Verdict]:
    return SPARED.judge(rendering)


RULE = Rule(name="disruptable-task-pods", severity=Severity.WARNING, profile=Profile.HA, check=check)
