"""The metadata database is of a kind or version that Airflow does not support.

Why: Airflow is tested with PostgreSQL 14 to 18 and MySQL 8. MariaDB, SQL Server and older versions lack or
    differ in what schedulers lock rows with (SKIP LOCKED) and in what migrations change, and fail in one of
    the two.
Fix: Use PostgreSQL 14 or later, and say its major version in `ha.yaml`: `database.version`.
See: https://airflow.apache.org/docs/apache-airflow/stable/installation/prerequisites.html
    https://airflow.apache.org/docs/apache-airflow/stable/administration-and-deployment/scheduler.html#database-requirements
"""

import re
from collections.abc import Iterator

from airkust.model.commands import CORE, Component
from airkust.model.database_server import airflows_servers
from airkust.model.facts import said_in
from airkust.model.finding import Severity, Violation
from airkust.model.image import read_image
from airkust.model.metadata_database import connection
from airkust.model.profile import Profile
from airkust.model.rendering import Rendering
from airkust.model.resource import ResourceId
from airkust.rules.rule import Rule, Skip, Unknown, Verdict

OLDEST = {"postgresql": 14, "mysql": 8}
SUPPORTED = {*OLDEST, "sqlite"}
MYSQL_BELOW = 10
"""MySQL has versions 8 and 9; nobody runs a PostgreSQL that old."""
MAJOR = re.compile(r"v?([0-9]+)(?:[.-].*)?")


def check(rendering: Rendering) -> Iterator[Verdict]:
    users = rendering.airflow.running(*CORE, Component.WEBSERVER)
    if not users:
        yield Skip("no component of Airflow is rendered")
        return
    servers = tuple(_rendered_servers(rendering))
    yield from (verdict for verdict in servers if verdict)
    unread: dict[str, None] = {}
    for user in users:
        found = connection(user.settings)
        setting = found.setting
        where = setting.field if setting.holder == user.workload.id else user.container.field
        if not found.dialect:
            unread.setdefault(found.fact)
        elif found.dialect not in SUPPORTED or found.driver.startswith("mariadb"):
            name = f"{found.dialect}+{found.driver}" if found.driver else found.dialect
            yield Violation(user.workload.id, f"runs the {user.component} on {name}", where)
        elif (old := _too_old(rendering, found.dialect)) and found.dialect != "sqlite":
            yield Violation(user.workload.id, f"runs the {user.component} on {found.dialect} {old}", where)
    if unread and not servers:
        yield from _by_fact(rendering, users[0].workload.id, " and ".join(unread))


def _by_fact(rendering: Rendering, subject: ResourceId, fact: str) -> Iterator[Verdict]:
    """Where no URL can be read: the version alone, taken for PostgreSQL's unless it may be MySQL's."""
    stated = rendering.facts.database.version
    if stated is None:
        yield Unknown(said_in("database.version"))
        return
    major = _major(stated)
    if major is None or OLDEST["mysql"] <= major < MYSQL_BELOW:
        yield Unknown(f"whether {stated} is a version of PostgreSQL or MySQL: {fact}")
    elif major < OLDEST["postgresql"]:
        yield Violation(subject, f"works on a database of version {stated}, says database.version of ha.yaml")


def _rendered_servers(rendering: Rendering) -> Iterator[Violation | None]:
    """A verdict on each server whose image tells its version; None where there is nothing to say."""
    oldest = 0 if rendering.airflow.predates_3 else OLDEST["postgresql"]
    for server in airflows_servers(rendering):
        image = read_image(server.image)
        name = image.repository.split("/")[-1]
        major = _major(image.tag)
        if name.startswith("mariadb"):
            yield Violation(server.subject, f"runs MariaDB ({image}) as the metadata database")
        elif name.startswith("postgres") and major is not None:
            message = f"runs PostgreSQL {major} ({image}) as the metadata database"
            yield Violation(server.subject, message) if major < oldest else None


def _too_old(rendering: Rendering, dialect: str) -> str:
    """The version stated for the server, where it is too old; Airflow 2 took older ones."""
    stated = rendering.facts.database.version
    major = _major(stated or "")
    oldest = OLDEST.get(dialect)
    old = major is not None and oldest is not None and major < oldest
    return stated or "" if old and not rendering.airflow.predates_3 else ""


def _major(text: str) -> int | None:
    found = MAJOR.fullmatch(text)
    return int(found[1]) if found else None


RULE = Rule(name="unsupported-metadata-database", severity=Severity.ERROR, profile=Profile.CORE, check=check)
