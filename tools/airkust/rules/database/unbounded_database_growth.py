"""Nothing that is rendered ever removes old rows from the metadata database.

Why: Each run, task and log line of an event adds rows, and Airflow deletes none by itself. The scheduler's
    queries grow slower, backups and migrations longer, and one day the disk is full.
Fix: Run `airflow db clean` from a CronJob (`components/cleanup`; `databaseCleanup` in the official chart).
    Where a DAG does it already, waive this.
See: https://airflow.apache.org/docs/apache-airflow/stable/howto/usage-cli.html#purge-history-from-metadata-database
"""

from collections.abc import Iterator

from airkust.model.commands import Component, invocations
from airkust.model.finding import Severity, Violation
from airkust.model.profile import Profile
from airkust.model.rendering import Rendering
from airkust.rules.rule import Rule, Skip, Verdict

CLEANING = ("db", "clean")


def check(rendering: Rendering) -> Iterator[Verdict]:
    schedulers = rendering.airflow.running(Component.SCHEDULER)
    cleaned = any(
        words[:2] == CLEANING
        for workload in rendering.workloads
        for container in workload.all_containers
        for words in invocations(container)
    )
    if not schedulers:
        yield Skip("no scheduler is rendered")
    elif not cleaned:
        message = "fills the metadata database, and nothing that is rendered runs `airflow db clean`"
        yield Violation(schedulers[0].workload.id, message)


RULE = Rule(name="unbounded-database-growth", severity=Severity.INFO, profile=Profile.HA, check=check)
