"""The cluster autoscaler is not told to leave task pods alone.

Why: To empty a node, the cluster autoscaler evicts its pods, and an evicted task has failed that try. It
    spares pods that no controller stands behind, unless an annotation says "true". Webhooks write that one
    where there is none: policies of Kyverno, the injection of Istio. An annotation of "false" stays.
Fix: Give the pod template the annotation `cluster-autoscaler.kubernetes.io/safe-to-evict: "false"`; in the
    official chart `workers.safeToEvict: false` does it.
See: https://github.com/kubernetes/autoscaler/blob/master/cluster-autoscaler/FAQ.md#what-types-of-pods-can-prevent-ca-from-removing-a-node
"""

from collections.abc import Iterator

from airkust.model.finding import Severity
from airkust.model.profile import Profile
from airkust.model.rendering import Rendering
from airkust.rules.rule import Rule, Verdict
from airkust.rules.task_annotation import Annotation

SPARED = Annotation("cluster-autoscaler.kubernetes.io/safe-to-evict", "false")


def check(rendering: Rendering) -> Iterator[Verdict]:
    return SPARED.judge(rendering)


RULE = Rule(name="evictable-task-pods", severity=Severity.WARNING, profile=Profile.HA, check=check)
