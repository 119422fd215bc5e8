"""A running task ends itself before the database has failed over.

Why: While the metadata database is away nobody answers heartbeats. A task ends itself when
    `[workers] max_failed_heartbeats` of them have failed, each after `execution_api_retries` tries: with
    the defaults after half a minute. One failover then fails every task that runs.
Fix: Give the tasks `AIRFLOW__WORKERS__MAX_FAILED_HEARTBEATS` 20 and `AIRFLOW__WORKERS__EXECUTION_API_RETRIES`
    30 or more: in the pod template, in Celery workers, in the scheduler of a LocalExecutor. The core has no
    use for them. `components/high-availability` does it.
See: https://airflow.apache.org/docs/apache-airflow/stable/configurations-ref.html#max-failed-heartbeats
"""

from collections.abc import Iterator

from airkust.model.endurance import Outage, Patience
from airkust.model.execution_api import TaskRunner
from airkust.model.finding import Severity, Violation
from airkust.model.measures import Measure, measure
from airkust.model.profile import Profile
from airkust.model.rendering import Rendering
from airkust.rules.rule import Rule, Verdict
from airkust.rules.task_patience import during_a_failover


def check(rendering: Rendering) -> Iterator[Verdict]:
    return during_a_failover(rendering, _judge)


def _judge(runner: TaskRunner, patience: Patience, failover: int) -> Iterator[Violation]:
    span = patience.heartbeats(Outage.REFUSED)
    limit = measure(runner.settings, "workers", "max_failed_heartbeats")
    if span.sure >= failover or not isinstance(limit, Measure):
        return
    subject, field = limit.place(runner.workload)
    message = (
        f"lets a running task end itself {span.typical:.0f} s (at the least {span.least:.0f} s) after the "
        f"execution API has gone, with {patience.failed_heartbeats:g} heartbeats of "
        f"{patience.retries:g} tries each: database.failoverSeconds is {failover}"
    )
    yield Violation(subject, message, field)


RULE = Rule(name="impatient-heartbeats", severity=Severity.ERROR, profile=Profile.HA, check=check)
