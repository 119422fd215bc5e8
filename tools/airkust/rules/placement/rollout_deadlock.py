"""A rollout of a Deployment may stop half way: no node may take the next pod.

Why: With `maxUnavailable: 0`, and 25 % of three rounds down to 0, old pods stay until a new one is ready. If
    they stand on every node where the required anti-affinity allows one pod, the new one is Pending, and no
    change is rolled out any more, not even the one that would mend something.
Fix: Write `maxUnavailable: 1` into the strategy, or `matchLabelKeys: [pod-template-hash]` into the
    constraint, so that it does not count the pods of the old revision; or run fewer replicas than places.
See: https://github.com/kubernetes/kubernetes/issues/116891
    https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#rolling-update-deployment
"""

from collections.abc import Iterator

from airkust.model import semantics
from airkust.model.deadlock import Deadlock
from airkust.model.finding import Edit, Severity, Violation
from airkust.model.outlook import Outlook, UnsettledError, outlook
from airkust.model.profile import Profile
from airkust.model.rendering import Rendering
from airkust.model.semantics import RollingUpdate
from airkust.model.workload import Workload
from airkust.rules.rule import Rule, Skip, Unknown, Verdict

MOST_SIZES = 8
"""Sizes an autoscaler may choose that are looked at, from the smallest: more would take long."""

UNAVAILABLE = "spec.strategy.rollingUpdate.maxUnavailable"


def check(rendering: Rendering) -> Iterator[Verdict]:
    judged = False
    for workload in rendering.workloads:
        replicas = rendering.replicas(workload) if workload.kind == "Deployment" else None
        if replicas is None or semantics.rolling_update(workload.resource.body, 1) is None:
            continue
        seen = outlook(rendering, workload)
        if all(each.per_revision for each in seen.constraints):
            judged = judged or bool(seen.constraints)
            continue
        judged = True
        sizes = range(max(replicas.minimum, 1), replicas.maximum + 1)[:MOST_SIZES]
        yield from _judge(workload, seen, sizes)
    if not judged:
        yield Skip("no Deployment that is rolled out has a hard constraint over its pods")


def _judge(workload: Workload, seen: Outlook, sizes: range) -> Iterator[Verdict]:
    for replicas in sizes:
        update = semantics.rolling_update(workload.resource.body, replicas)
        try:
            if not seen.placements(replicas).complete:
                if replicas == sizes[0]:
                    yield Skip(f"not all replicas of {workload} can be placed")
                return
            found = seen.deadlock(replicas, update) if update else None
        except UnsettledError as error:
            yield from map(Unknown, error.facts)
            return
        if update and found:
            yield _violation(workload, seen, replicas, update, found)
            return
    yield from map(Unknown, seen.unmeasured)


def _violation(
    workload: Workload, seen: Outlook, replicas: int, update: RollingUpdate, found: Deadlock
) -> Violation:
    counting = [each for each in seen.constraints if not each.per_revision]
    keys = " and ".join(dict.fromkeys(each.topology_key for each in counting))
    pods = f"{replicas} {'replica' if replicas == 1 else 'replicas'}"
    return Violation(
        workload.id,
        f"may get stuck in a rollout of {pods}, maxUnavailable {update.max_unavailable} and maxSurge "
        f"{update.max_surge} on {seen.usable}: beside {found.old.pods} old and {found.new.pods} new pods the "
        f"hard constraints over {keys} leave no node for the next",
        counting[0].field,
        edits=(Edit(UNAVAILABLE, "1"),) if update.max_unavailable == 0 else (),
    )


RULE = Rule(name="rollout-deadlock", severity=Severity.ERROR, profile=Profile.CORE, check=check)
