"""The components of Airflow and their poolers may open more connections than the database takes.

Why: PostgreSQL refuses the connection that would be one too many, whoever asks: a scheduler that is refused
    ends, and people who want to look cannot. It happens when there is most to do, in a rollout or at an
    autoscaler's upper bound. Behind a pooler only the pooler's server connections count.
Fix: Put PgBouncer between (`components/pgbouncer`), lower its `default_pool_size`, or lower `[database]
    sql_alchemy_pool_size` and `sql_alchemy_max_overflow`. Or give the database more `max_connections`, and
    say so in `ha.yaml`: `database.maxConnections` and `database.reservedConnections`.
See: https://www.postgresql.org/docs/current/runtime-config-connection.html#GUC-MAX-CONNECTIONS
    https://airflow.apache.org/docs/apache-airflow/stable/howto/set-up-database.html
"""

from collections.abc import Iterator
from dataclasses import dataclass

from airkust.model.connections import connections, limited
from airkust.model.facts import said_in
from airkust.model.finding import Severity, Violation
from airkust.model.peak import peak
from airkust.model.pooler import Pooler, poolers
from airkust.model.profile import Profile
from airkust.model.rendering import Rendering
from airkust.model.resource import ResourceId
from airkust.model.value import Undetermined
from airkust.rules.rule import Rule, Skip, Unknown, Verdict


@dataclass(frozen=True, slots=True)
class _Share:
    """What one of them opens at the database; None where nothing limits it."""

    total: int | None
    text: str
    subject: ResourceId
    field: str


def check(rendering: Rendering) -> Iterator[Verdict]:
    if rendering.airflow.predates_3:
        yield Skip("the connections of Airflow before 3 are not counted")
        return
    found = tuple(_shares(rendering))
    shares = [share for share in found if isinstance(share, _Share)]
    yield from (unknown for unknown in found if isinstance(unknown, Unknown))
    if shares:
        yield from _judge(rendering, shares)
    elif not found:
        yield Skip("no component that works on a database server is rendered")


def _judge(rendering: Rendering, shares: list[_Share]) -> Iterator[Verdict]:
    facts = rendering.facts.database
    total = None if any(share.total is None for share in shares) else sum(s.total or 0 for s in shares)
    if facts.max_connections is None:
        yield Unknown(said_in("database.maxConnections"))
        return
    left = facts.max_connections - (facts.reserved_connections or 0)
    if total is not None and total <= left:
        if facts.reserved_connections is None:
            yield Unknown(said_in("database.reservedConnections"))
        return
    largest = max(shares, key=lambda share: float("inf") if share.total is None else share.total)
    reserved = (
        f" ({facts.max_connections} - {facts.reserved_connections})" if facts.reserved_connections else ""
    )
    yield Violation(
        largest.subject,
        f"has the largest share of {limited(total)} to a database that has {left}{reserved} for them: "
        f"{', '.join(share.text for share in shares)}",
        largest.field,
        related=tuple(dict.fromkeys(share.subject for share in shares if share.subject != largest.subject)),
    )


def _shares(rendering: Rendering) -> Iterator[_Share | Unknown]:
    found = poolers(rendering)
    used: dict[Pooler, None] = {}
    for each in connections(rendering, found):
        if isinstance(each, Undetermined):
            yield Unknown(each.fact)
        elif isinstance(each.through, Undetermined):
            yield Unknown(each.through.fact)
        elif each.through:
            used.setdefault(each.through)
        elif each.connection.dialect != "sqlite":
            yield _Share(each.total, str(each), each.user.workload.id, each.user.container.field)
    for pooler in used:
        yield _of_pooler(rendering, pooler)


def _of_pooler(rendering: Rendering, pooler: Pooler) -> _Share | Unknown:
    pods, each = peak(rendering.index, pooler.workload), pooler.server_connections
    if pods is None or each is None or pooler.settings.unread:
        fact = pooler.settings.unread or "how many pods and connections it has"
        return Unknown(f"the server connections of {pooler.workload}: {fact}")
    text = f"{pooler.workload.id.name} {pods} * {each}"
    return _Share(pods * each, text, pooler.settings.holder, pooler.settings.field)


RULE = Rule(name="too-many-database-connections", severity=Severity.ERROR, profile=Profile.HA, check=check)
