"""The metadata database is a single server.

Why: Everything of Airflow is as available as its database. A single pod goes where its node goes, and with a
    volume of one zone it cannot start elsewhere: schedulers end, and tasks fail when they have tried for
    long enough.
Fix: Use a PostgreSQL that fails over by itself: a cloud's (`components/database-external`), or an operator's
    with two instances or more.
See: https://airflow.apache.org/docs/helm-chart/stable/production-guide.html#database
    https://cloudnative-pg.io/documentation/current/
"""

from collections.abc import Iterator

from airkust.model.database_server import airflows_servers
from airkust.model.finding import Severity, Violation
from airkust.model.profile import Profile
from airkust.model.rendering import Rendering
from airkust.rules.rule import Rule, Skip, Verdict

WANTED = 2


def check(rendering: Rendering) -> Iterator[Verdict]:
    servers = airflows_servers(rendering)
    if not servers:
        yield Skip("the metadata database is not rendered")
    for server in servers:
        if server.size < WANTED:
            number = "1 server" if server.size == 1 else f"{server.size} servers"
            yield Violation(
                server.owner,
                f"keeps {number} of the metadata database, and nothing to fail over to",
                server.field,
                related=() if server.owner == server.subject else (server.subject,),
            )


RULE = Rule(name="single-database-server", severity=Severity.ERROR, profile=Profile.HA, check=check)
