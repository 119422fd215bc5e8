"""A component of Airflow writes to its node's disk without request or limit.

Why: Logs, a git checkout and everything in an emptyDir lie on the disk of the node. When it fills up, the
    kubelet ends first the pods that use more than they requested, and without a request that is any pod
    that writes; without a limit one pod takes the whole node with it.
Fix: Set `ephemeral-storage` under requests and under limits of every long-lived container.
See: https://kubernetes.io/docs/concepts/storage/ephemeral-storage/
    https://kubernetes.io/docs/concepts/scheduling-eviction/node-pressure-eviction/
"""

from collections.abc import Iterator

from airkust.model.commands import CORE, Component
from airkust.model.demands import demands
from airkust.model.finding import Severity, Violation
from airkust.model.profile import Profile
from airkust.model.rendering import Rendering
from airkust.model.workload import Container, Workload
from airkust.rules.lacking import by_lack
from airkust.rules.rule import Rule, Skip, Verdict

STORAGE = "ephemeral-storage"


def check(rendering: Rendering) -> Iterator[Verdict]:
    running = rendering.airflow.running(*CORE, Component.WEBSERVER)
    if not running:
        yield Skip("no component of Airflow is rendered")
    for workload in dict.fromkeys(found.workload for found in running):
        lacking = [
            (each, lacks)
            for each in workload.all_containers
            if each.long_lived and (lacks := _lacks(rendering, workload, each))
        ]
        if lacking:
            names = by_lack(lacking, f" of {STORAGE}")
            yield Violation(workload.id, f"states {names}", lacking[0][0].field_of("resources"))


def _lacks(rendering: Rendering, workload: Workload, container: Container) -> str:
    asked = demands(rendering.index, workload.namespace, container)
    sides = {"request": asked.requests, "limit": asked.limits}
    return " and no ".join(name for name, side in sides.items() if side.get(STORAGE) is None)


RULE = Rule(
    name="missing-ephemeral-storage-request", severity=Severity.WARNING, profile=Profile.HA, check=check
)
