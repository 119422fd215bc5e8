"""Pods of Airflow stay bound to a lost node for minutes before others replace them.

Why: Kubernetes notices after 50 seconds that a node does not answer, and then waits as long as the pod
    tolerates it: 300 seconds, unless the pod says less. Until then nothing replaces it, and one more loss
    takes the component away.
Fix: Add `components/high-availability`, or tolerations of `node.kubernetes.io/not-ready` and
    `node.kubernetes.io/unreachable` with effect NoExecute and `tolerationSeconds: 30`.
See: https://kubernetes.io/docs/concepts/scheduling-eviction/taint-and-toleration/#taint-based-evictions
"""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from airkust.model import tree
from airkust.model.commands import CORE, Component
from airkust.model.finding import Edit, Severity, Violation
from airkust.model.profile import Profile
from airkust.model.rendering import Rendering
from airkust.model.workload import Workload
from airkust.rules.rule import Rule, Skip, Verdict

TAINTS = ("node.kubernetes.io/not-ready", "node.kubernetes.io/unreachable")
DEFAULT = 300
LONGEST = 60
WANTED = 30
EFFECTS = ("", "NoExecute")


def check(rendering: Rendering) -> Iterator[Verdict]:
    running = rendering.airflow.running(*CORE, Component.WEBSERVER)
    # The pods of a StatefulSet are not replaced before the node is back or deleted, whatever they tolerate.
    workloads = [each for each in dict.fromkeys(one.workload for one in running) if each.kind == "Deployment"]
    if not workloads:
        yield Skip("no component of Airflow is a Deployment")
    for workload in workloads:
        waits = {taint: tolerated(workload.pod_spec, taint) for taint in TAINTS}
        if any(seconds is None or seconds > LONGEST for seconds in waits.values()):
            yield _violation(workload, waits)


def tolerated(pod_spec: Mapping[str, Any], taint: str) -> int | None:
    """For how many seconds a pod tolerates a NoExecute taint of this key; None for ever.

    The shortest of the tolerations that match counts. Where none does, the API server adds one of 300 s.
    """
    matching = [each for each in tree.sequence(pod_spec, "tolerations") if _matches(each, taint)]
    if not matching:
        return DEFAULT
    stated = [tree.at(each, "tolerationSeconds") for each in matching]
    seconds = [each for each in stated if isinstance(each, int) and not isinstance(each, bool)]
    return min(seconds, default=None)


def _matches(toleration: object, taint: str) -> bool:
    if not isinstance(toleration, Mapping):
        return False
    key = tree.text(toleration, "key")
    exists = tree.text(toleration, "operator") == "Exists"
    valued = exists or not tree.text(toleration, "value")  # these taints have no value
    return (key == taint or (exists and not key)) and valued and tree.text(toleration, "effect") in EFFECTS


def _violation(workload: Workload, waits: Mapping[str, int | None]) -> Violation:
    said = ["for ever" if seconds is None else f"for {seconds} s" for seconds in waits.values()]
    field = workload.field_of("spec", "tolerations")
    return Violation(
        workload.id,
        f"tolerates not-ready nodes {said[0]} and unreachable ones {said[1]}: more than {LONGEST} s",
        field,
        edits=(Edit(field, _wanted(workload.pod_spec)),),
    )


def _wanted(pod_spec: Mapping[str, Any]) -> str:
    """All other tolerations, then those of the two taints."""
    others = [
        each
        for each in tree.sequence(pod_spec, "tolerations")
        if isinstance(each, Mapping) and tree.text(each, "key") not in TAINTS
    ]
    short = [
        {"key": taint, "operator": "Exists", "effect": "NoExecute", "tolerationSeconds": WANTED}
        for taint in TAINTS
    ]
    return json.dumps([*others, *short], default=str)


RULE = Rule(name="slow-node-failover", severity=Severity.WARNING, profile=Profile.HA, check=check)
