"""A Service leads only to pods on the node of whoever calls.

Why: With `internalTrafficPolicy: Local` a pod on a node without a replica is refused although others run
    elsewhere: a task that happens to start there cannot report, a scheduler that moved there finds no pooler.
Fix: Take `internalTrafficPolicy` away; `trafficDistribution: PreferSameZone` keeps traffic near where it can.
See: https://kubernetes.io/docs/concepts/services-networking/service-traffic-policy/
"""

from collections.abc import Iterator

from airkust.model import tree
from airkust.model.finding import Edit, Severity, Violation
from airkust.model.profile import Profile
from airkust.model.rendering import Rendering
from airkust.model.service_ports import balancing, behind
from airkust.rules.rule import Rule, Skip, Verdict

FIELD = "spec.internalTrafficPolicy"


def check(rendering: Rendering) -> Iterator[Verdict]:
    services = balancing(rendering)
    if not services:
        yield Skip("no Service that spreads requests is rendered")
    for service in services:
        workloads = behind(rendering, service)
        on_every_node = bool(workloads) and all(each.kind == "DaemonSet" for each in workloads)
        if tree.text(service.body, "spec", "internalTrafficPolicy") == "Local" and not on_every_node:
            message = (
                "refuses whoever calls from a node without one of its pods: internalTrafficPolicy is Local"
            )
            yield Violation(service.id, message, FIELD, edits=(Edit(FIELD, ""),))


RULE = Rule(name="node-local-service", severity=Severity.WARNING, profile=Profile.CORE, check=check)
