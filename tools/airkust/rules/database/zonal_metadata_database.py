"""The nodes are in several zones, and the metadata database in one.

Why: Pods in a second zone help nobody while their database is in the zone that was lost: schedulers end, the
    API answers errors, and tasks fail when they have tried for long enough.
Fix: Give the database a standby in a second zone (most clouds call it multi-AZ or regional), and say so in
    `ha.yaml`: `database.zones`.
See: https://kubernetes.io/docs/setup/best-practices/multiple-zones/
"""

from collections.abc import Iterator

from airkust.model.commands import CORE
from airkust.model.facts import said_in
from airkust.model.finding import Severity, Violation
from airkust.model.profile import Profile
from airkust.model.rendering import Rendering
from airkust.rules.rule import Rule, Skip, Unknown, Verdict

SEVERAL = 2


def check(rendering: Rendering) -> Iterator[Verdict]:
    users = rendering.airflow.running(*CORE)
    zones, copies = rendering.facts.cluster.zones, rendering.facts.database.zones
    if not users:
        yield Skip("no component of Airflow is rendered")
    elif zones is not None and zones < SEVERAL:
        yield Skip("the cluster has one zone")
    else:
        stated = {"cluster.zones": zones, "database.zones": copies}
        yield from (Unknown(said_in(fact)) for fact, value in stated.items() if value is None)
        if zones is not None and copies is not None and copies < SEVERAL:
            workloads = tuple(dict.fromkeys(user.workload.id for user in users))
            number = "1 zone" if copies == 1 else f"{copies} zones"
            yield Violation(
                workloads[0],
                f"runs in {zones} zones on a database with copies in {number} (database.zones of ha.yaml)",
                related=workloads[1:],
            )


RULE = Rule(name="zonal-metadata-database", severity=Severity.WARNING, profile=Profile.HA, check=check)
