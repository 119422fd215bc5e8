"""A Service keeps each client at one replica of the api-server.

Why: Sessions and tokens of Airflow hold at every replica that has the same keys, so nothing needs to be
    sticky. With `sessionAffinity: ClientIP` all who come through one proxy land on one replica, the others
    idle, and after the loss of that one its clients are the last to move.
Fix: Take `sessionAffinity` away.
See: https://kubernetes.io/docs/reference/networking/virtual-ips/#session-affinity
"""

from collections.abc import Iterator

from airkust.model import tree
from airkust.model.commands import Component
from airkust.model.finding import Edit, Severity, Violation
from airkust.model.profile import Profile
from airkust.model.rendering import Rendering
from airkust.model.service_ports import balancing, behind
from airkust.rules.rule import Rule, Skip, Verdict

FIELD = "spec.sessionAffinity"


def check(rendering: Rendering) -> Iterator[Verdict]:
    serving = {found.workload for found in rendering.airflow.running(Component.API_SERVER)}
    services = [service for service in balancing(rendering) if serving & set(behind(rendering, service))]
    if not services:
        yield Skip("no Service of an api-server is rendered")
    for service in services:
        if tree.text(service.body, "spec", "sessionAffinity") == "ClientIP":
            message = "keeps each client at one replica of the api-server: sessionAffinity is ClientIP"
            edits = (Edit(FIELD, ""), Edit("spec.sessionAffinityConfig", ""))
            yield Violation(service.id, message, FIELD, edits=edits)


RULE = Rule(name="sticky-service", severity=Severity.WARNING, profile=Profile.HA, check=check)
