"""The nodes are in several zones, and the store of the task logs in one.

Why: While that zone is lost no log can be read, and what tasks that end meanwhile would upload is lost with
    their pods.
Fix: Use a store that keeps copies in several zones (a regional bucket, not a one-zone class), and say so in
    `ha.yaml`: `logs.zones`.
See: https://airflow.apache.org/docs/apache-airflow/stable/administration-and-deployment/logging-monitoring/logging-tasks.html
"""

from collections.abc import Iterator

from airkust.model.commands import CORE
from airkust.model.facts import said_in
from airkust.model.finding import Severity, Violation
from airkust.model.number import missing
from airkust.model.profile import Profile
from airkust.model.rendering import Rendering
from airkust.model.value import Undetermined
from airkust.rules.rule import Rule, Skip, Unknown, Verdict

SEVERAL = 2


def check(rendering: Rendering) -> Iterator[Verdict]:
    users = rendering.airflow.running(*CORE)
    remote = [user for user in users if user.settings.is_true("logging", "remote_logging")]
    unread = [
        setting
        for user in users
        if isinstance((setting := user.settings.get("logging", "remote_logging")).value, Undetermined)
    ]
    zones, copies = rendering.facts.cluster.zones, rendering.facts.logs.zones
    if zones is not None and zones < SEVERAL:
        yield Skip("the cluster has one zone")
    elif not remote and unread:
        yield Unknown(f"[logging] remote_logging: {missing(unread[0])}")
    elif not remote:
        yield Skip("no component of Airflow keeps task logs in a remote store")
    else:
        stated = {"cluster.zones": zones, "logs.zones": copies}
        yield from (Unknown(said_in(fact)) for fact, value in stated.items() if value is None)
        if zones is not None and copies is not None and copies < SEVERAL:
            folder = remote[0].settings.get("logging", "remote_base_log_folder")
            number = "1 zone" if copies == 1 else f"{copies} zones"
            workload = remote[0].workload.id
            yield Violation(
                folder.holder or workload,
                f"keeps the task logs of a cluster of {zones} zones in a store with copies in {number} "
                "(logs.zones of ha.yaml)",
                folder.field,
                related=() if folder.holder in {None, workload} else (workload,),
            )


RULE = Rule(name="zonal-task-logs", severity=Severity.WARNING, profile=Profile.HA, check=check)
