"""The components of Airflow may open more connections than their pooler takes.

Why: PgBouncer refuses the client that would be one too many, and a scheduler, dag-processor or triggerer
    that is refused ends. Each process may open `sql_alchemy_pool_size` and `sql_alchemy_max_overflow`
    connections, an api-server twice as many for its asynchronous code, and a rollout adds pods. When a
    pooler is lost, the others take its clients.
Fix: Raise `max_client_conn` in pgbouncer.ini: a client costs about 2 kB. Or lower `[database]
    sql_alchemy_pool_size` and `sql_alchemy_max_overflow`, or `[api] workers`.
See: https://www.pgbouncer.org/config.html#max_client_conn
    https://airflow.apache.org/docs/apache-airflow/stable/configurations-ref.html#sql-alchemy-pool-size
"""

from collections.abc import Iterator, Sequence

from airkust.model.connections import Connections, connections, limited
from airkust.model.finding import Severity, Violation
from airkust.model.pooler import Pooler, poolers
from airkust.model.profile import Profile
from airkust.model.rendering import Rendering
from airkust.model.value import Undetermined
from airkust.rules.rule import Rule, Skip, Unknown, Verdict


def check(rendering: Rendering) -> Iterator[Verdict]:
    found = poolers(rendering)
    apart = [pooler for pooler in found if not pooler.sidecar]
    if rendering.airflow.predates_3:
        yield Skip("the connections of Airflow before 3 are not counted")
    elif not apart:
        yield Skip("no PgBouncer is rendered")
    else:
        clients: list[Connections] = []
        for each in connections(rendering, found):
            if isinstance(each, Undetermined):
                yield Unknown(each.fact)
            elif isinstance(each.through, Undetermined):
                yield Unknown(each.through.fact)
            else:
                clients.append(each)
        for pooler in apart:
            yield from _judge(rendering, pooler, [each for each in clients if each.through is pooler])


def _judge(rendering: Rendering, pooler: Pooler, clients: Sequence[Connections]) -> Iterator[Verdict]:
    most = pooler.settings.number("max_client_conn")
    if pooler.settings.unread or most is None:
        yield Unknown(f"max_client_conn of {pooler.workload}: {pooler.settings.unread or 'no number'}")
        return
    if not clients:
        yield Skip(f"no component of Airflow goes through {pooler.workload}")
        return
    size = rendering.replicas(pooler.workload)
    left = max(1, size.minimum - 1) if size else 1
    total = None if any(each.total is None for each in clients) else sum(each.total or 0 for each in clients)
    if total is not None and total <= most * left:
        return
    room = f"max_client_conn {most}" if left == 1 else f"max_client_conn {most} in each of {left}"
    lost = ", one pod lost" if size and size.minimum > 1 else ""
    yield Violation(
        pooler.settings.holder,
        f"lets {pooler.workload} take {most * left} clients ({room}{lost}), and Airflow opens "
        f"{limited(total)}: {', '.join(map(str, clients))}",
        pooler.settings.field,
        related=tuple(dict.fromkeys((pooler.workload.id, *(each.user.workload.id for each in clients)))),
    )


RULE = Rule(name="pooler-client-shortage", severity=Severity.ERROR, profile=Profile.HA, check=check)
