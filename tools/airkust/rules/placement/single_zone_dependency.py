"""Airflow runs in several zones, and what all of it depends on in one.

Why: Every component needs the metadata database, and what shows logs needs their store. Where such a thing
    has copies in one zone only, the loss of that zone stops Airflow, however well its pods are spread.
Fix: Keep a copy of the database in a second zone, with automatic failover, and the logs in a store of several
    zones; state it as `database.zones` and `logs.zones` in `ha.yaml`.
See: https://airflow.apache.org/docs/apache-airflow/stable/administration-and-deployment/production-deployment.html
    https://kubernetes.io/docs/setup/best-practices/multiple-zones/
"""

from collections.abc import Iterator

from airkust.model.airflow import AirflowContainer
from airkust.model.facts import said_in
from airkust.model.finding import Severity, Violation
from airkust.model.profile import Profile
from airkust.model.redundant import PARTS
from airkust.model.rendering import Rendering
from airkust.model.value import Setting
from airkust.rules.rule import Rule, Skip, Unknown, Verdict


def check(rendering: Rendering) -> Iterator[Verdict]:
    running = rendering.airflow.running(*PARTS)
    facts = rendering.facts
    if not running:
        yield Skip("no component of Airflow is rendered")
        return
    if facts.cluster.zones is None:
        yield Unknown(said_in("cluster.zones"))
        return
    if facts.cluster.zones <= 1:
        yield Skip("all nodes are in one zone")
        return
    first = running[0]
    database = first.settings.get("database", "sql_alchemy_conn")
    yield from _judge(first, database, "the metadata database", ("database.zones", facts.database.zones))
    if first.settings.is_true("logging", "remote_logging"):
        store = first.settings.get("logging", "remote_base_log_folder")
        yield from _judge(first, store, "the store of the task logs", ("logs.zones", facts.logs.zones))


def _judge(
    found: AirflowContainer, setting: Setting, what: str, stated: tuple[str, int | None]
) -> Iterator[Verdict]:
    path, zones = stated
    if zones is None:
        yield Unknown(said_in(path))
    elif zones <= 1:
        yield Violation(
            setting.holder or found.workload.id,
            f"depends on {what}, which {said_in(path)} says is in {zones} "
            f"{'zone' if zones == 1 else 'zones'}",
            setting.field if setting.holder else "",
        )


RULE = Rule(name="single-zone-dependency", severity=Severity.WARNING, profile=Profile.HA, check=check)
