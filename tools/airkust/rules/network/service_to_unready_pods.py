"""A Service sends requests to pods that are not ready.

Why: `publishNotReadyAddresses` takes away what a readiness probe is for: a pod that is starting, or whose
    probe fails, gets its share of requests, and in a rollout or after the loss of a node these fail.
Fix: Take `publishNotReadyAddresses` away. Only a headless Service, whose pods look for each other while they
    start, needs it.
See: https://kubernetes.io/docs/concepts/services-networking/service/
"""

from collections.abc import Iterator

from airkust.model import tree
from airkust.model.finding import Edit, Severity, Violation
from airkust.model.profile import Profile
from airkust.model.rendering import Rendering
from airkust.model.service_ports import balancing
from airkust.rules.rule import Rule, Skip, Verdict

FIELD = "spec.publishNotReadyAddresses"


def check(rendering: Rendering) -> Iterator[Verdict]:
    services = balancing(rendering)
    if not services:
        yield Skip("no Service that spreads requests is rendered")
    for service in services:
        if tree.at(service.body, "spec", "publishNotReadyAddresses") is True:
            message = "sends requests to pods that are not ready: publishNotReadyAddresses is true"
            yield Violation(service.id, message, FIELD, edits=(Edit(FIELD, ""),))


RULE = Rule(name="service-to-unready-pods", severity=Severity.WARNING, profile=Profile.CORE, check=check)
