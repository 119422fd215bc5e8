"""A ResourceQuota has no room for all pods of a rollout.

Why: A rolling update that takes no old pod away first needs room for a new one. Without, the ReplicaSet
    reports "exceeded quota", the rollout stands still, and so does every other: also the one that would mend
    things. What a node took with it may find its place given to others.
Fix: Raise the quota to the largest size of every workload and one more pod of each that rolls out with
    `maxUnavailable: 0`, Jobs included; or let a rollout take a pod away first.
See: https://kubernetes.io/docs/concepts/policy/resource-quotas/
"""

from collections.abc import Iterator
from fractions import Fraction

from airkust.model import field_path
from airkust.model.finding import Severity, Violation
from airkust.model.profile import Profile
from airkust.model.quantity import shown
from airkust.model.quotas import PODS, Quota, needed, needed_pods, quotas
from airkust.model.rendering import Rendering
from airkust.model.workload import Workload
from airkust.rules.rule import Rule, Skip, Unknown, Verdict


def check(rendering: Rendering) -> Iterator[Verdict]:
    found = quotas(rendering)
    if not found:
        yield Skip("no ResourceQuota is rendered")
    for quota in found:
        if quota.unjudged:
            yield Unknown(f"which pods {quota.resource.id} counts: its scope is {quota.unjudged}")
        else:
            yield from _judge(rendering, quota)


def _judge(rendering: Rendering, quota: Quota) -> Iterator[Verdict]:
    counted = [
        (workload, needed_pods(rendering.index, workload))
        for workload in rendering.workloads
        if workload.kind not in {"PodTemplate", "ReplicaSet"}
        and quota.counts(workload.pod_spec, workload.namespace)
    ]
    for bound, limit in quota.hard():
        total = sum((needed(each.pod_spec, bound) * number for each, number in counted), Fraction(0))
        if total > limit:
            yield Violation(
                quota.resource.id,
                f"allows {bound} {shown(limit, bound)}, and a rollout needs {shown(total, bound)}: "
                + ", ".join(_share(workload, number, bound) for workload, number in counted),
                field_path.join("spec", "hard", bound),
            )


def _share(workload: Workload, number: int, bound: str) -> str:
    """The part of one workload: `airflow-scheduler 3 * 100m`."""
    each = "" if bound in PODS else f" * {shown(needed(workload.pod_spec, bound), bound)}"
    return f"{workload.id.name} {number}{each}"


RULE = Rule(name="quota-below-rollout", severity=Severity.ERROR, profile=Profile.CORE, check=check)
