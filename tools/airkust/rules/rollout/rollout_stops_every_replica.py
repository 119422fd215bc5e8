"""A rolling update may stop all replicas of a component at the same time.

Why: Up to maxUnavailable pods are stopped before their successors are ready. Where that is all of them the
    rollout is an outage, and one that lasts if the new version does not start.
Fix: Set `maxUnavailable: 0` and `maxSurge: 1`, or leave both out: the default stops a quarter, rounded down.
See: https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#max-unavailable
"""

from collections.abc import Iterator

from airkust.model import semantics, tree
from airkust.model.commands import CORE, Component
from airkust.model.finding import Edit, Severity, Violation
from airkust.model.profile import Profile
from airkust.model.rendering import Rendering
from airkust.model.workload import Workload
from airkust.rules.rule import Rule, Skip, Verdict

STRATEGY = {"Deployment": "strategy", "StatefulSet": "updateStrategy"}


def check(rendering: Rendering) -> Iterator[Verdict]:
    judged = False
    running = rendering.airflow.running(*CORE, Component.WEBSERVER)
    for workload in dict.fromkeys(found.workload for found in running):
        size = rendering.replicas(workload)
        stopped = _stopped_at_once(workload, size.minimum) if size and size.minimum else None
        if size is None or stopped is None:
            continue
        judged = True
        if stopped >= size.minimum:
            yield _violation(workload, size.minimum)
    if not judged:
        yield Skip("no component of Airflow is updated by rolling")


def _stopped_at_once(workload: Workload, replicas: int) -> int | None:
    """Pods a rollout may stop without a successor; None where it is no rolling update, or no number."""
    if workload.kind == "Deployment":
        rollout = semantics.rolling_update(workload.resource.body, replicas)
        return rollout.max_unavailable if rollout else None
    # a StatefulSet replaces one pod after the other, unless it says more; one alone is single-replica's
    numbers = tree.mapping(workload.resource.body, "spec", "updateStrategy", "rollingUpdate")
    if workload.kind != "StatefulSet" or numbers.get("maxUnavailable") is None:
        return None
    return semantics.scaled(numbers["maxUnavailable"], replicas, round_up=True)


def _violation(workload: Workload, replicas: int) -> Violation:
    field = f"spec.{STRATEGY[workload.kind]}.rollingUpdate.maxUnavailable"
    numbers = tree.mapping(workload.resource.body, *field.split(".")[:-1])
    said = " and ".join(
        f"{name} is {numbers[name]}" for name in ("maxUnavailable", "maxSurge") if name in numbers
    )
    surge = field.replace("maxUnavailable", "maxSurge")
    mend = (Edit(field, "0"), Edit(surge, "1")) if workload.kind == "Deployment" else ()
    return Violation(
        workload.id,
        f"may stop {replicas} of {replicas} replicas at once in a rollout: {said}",
        field,
        edits=mend,
    )


RULE = Rule(name="rollout-stops-every-replica", severity=Severity.ERROR, profile=Profile.HA, check=check)
