"""A liveness probe that asks the database gives up before a failover of the database is over.

Why: The heartbeat a probe asks for is in the database. While that fails over the probe fails in every pod,
    and the kubelet restarts all schedulers, dag-processors and triggerers together, just when the database
    is back. With the LocalExecutor their tasks are lost.
Fix: Raise failureThreshold until `periodSeconds * (failureThreshold - 1)` covers database.failoverSeconds of
    `ha.yaml`.
See: https://airflow.apache.org/docs/apache-airflow/stable/administration-and-deployment/logging-monitoring/check-health.html
"""

import re
from collections.abc import Iterator

from airkust.model.airflow import AirflowContainer
from airkust.model.commands import Component
from airkust.model.facts import said_in
from airkust.model.finding import Edit, Severity, Violation
from airkust.model.probes import Probe, probe_of
from airkust.model.profile import Profile
from airkust.model.rendering import Rendering
from airkust.rules.rule import Rule, Skip, Unknown, Verdict

KEEPERS = (Component.SCHEDULER, Component.DAG_PROCESSOR, Component.TRIGGERER)
"""Those whose heartbeat stands in the database. The api-server's liveness needs none."""

DATABASE = re.compile(r"airflow\s+(jobs|db)\s+check|(from|import)\s+airflow|psycopg|sql_?alchemy|SQL_ALCHEMY")


def check(rendering: Rendering) -> Iterator[Verdict]:
    asking = [
        (found, probe)
        for found in rendering.airflow.running(*KEEPERS)
        if (probe := probe_of(found.container, "livenessProbe")) and _asks_database(rendering, found, probe)
    ]
    if not asking:
        yield Skip("no liveness probe asks the database")
        return
    failover = rendering.facts.database.failover_seconds
    if failover is None:
        yield Unknown(said_in("database.failoverSeconds"))
        return
    for found, probe in asking:
        if probe.patience < failover:
            yield _violation(found, probe, failover)


def _asks_database(rendering: Rendering, found: AirflowContainer, probe: Probe) -> bool:
    """The scheduler's health server answers 503 without a database; a command is read where it can be."""
    if "httpGet" in probe.handler:
        return found.component is Component.SCHEDULER
    return bool(DATABASE.search(probe.script(rendering.index, found.workload)))


def _violation(found: AirflowContainer, probe: Probe, failover: int) -> Violation:
    needed = -(-failover // probe.period) + 1
    field = probe.field_of("failureThreshold")
    return Violation(
        found.workload.id,
        f"has a livenessProbe that restarts the {found.component} after {probe.patience} s without "
        f"a database ({probe.pace}), before a "
        f"failover of {failover} s is over",
        field,
        edits=(Edit(field, str(needed)),),
    )


RULE = Rule(
    name="liveness-probe-shorter-than-failover", severity=Severity.ERROR, profile=Profile.HA, check=check
)
