"""The connection pooler runs in a single pod.

Why: Every query of the scheduler, the dag-processor, the triggerer and the api-servers goes through it. When
    its node is drained or lost they all lose the database at once, although it is up, and end.
Fix: Run two or more, spread over nodes: `components/pgbouncer` does, and `pgbouncer.replicas` says it in the
    official chart.
See: https://airflow.apache.org/docs/helm-chart/stable/production-guide.html#pgbouncer
"""

from collections.abc import Iterator

from airkust.model.finding import Edit, Severity, Violation
from airkust.model.pooler import poolers
from airkust.model.profile import Profile
from airkust.model.rendering import Rendering
from airkust.rules.rule import Rule, Skip, Verdict

WANTED = 2


def check(rendering: Rendering) -> Iterator[Verdict]:
    judged = 0
    for pooler in poolers(rendering):
        replicas = rendering.replicas(pooler.workload)
        if replicas is None or pooler.sidecar:
            continue
        judged += 1
        if replicas.minimum < WANTED:
            number = f"{replicas.minimum} {'replica' if replicas.minimum == 1 else 'replicas'}"
            yield Violation(
                replicas.owner,
                f"keeps {number} of the pooler that Airflow reaches its database through",
                replicas.field,
                related=() if replicas.owner == pooler.workload.id else (pooler.workload.id,),
                edits=(Edit(replicas.field, str(WANTED)),),
            )
    if not judged:
        yield Skip("no PgBouncer with replicas of its own is rendered")


RULE = Rule(name="single-pooler", severity=Severity.ERROR, profile=Profile.HA, check=check)
