"""A task that starts, ends or asks for something fails before the database has failed over.

Why: What a task asks of the execution API is tried `[workers] execution_api_retries` times, and the last
    failure fails the task: one that starts, that has just ended, or that reads a connection. Five tries, the
    default, are over within ten seconds. Measured: a database that was away for 22 s failed 6 of 24 tasks,
    although their heartbeats would have lasted.
Fix: Give the tasks `AIRFLOW__WORKERS__EXECUTION_API_RETRIES` 30 (two minutes) to 100 (seven), and
    `AIRFLOW__WORKERS__EXECUTION_API_RETRY_WAIT_MAX` 8, so that they also notice soon when it is back.
    `components/high-availability` does it.
See: https://airflow.apache.org/docs/apache-airflow/stable/configurations-ref.html#execution-api-retries
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
    span = patience.request(Outage.REFUSED)
    retries = measure(runner.settings, "workers", "execution_api_retries")
    if span.sure >= failover or not isinstance(retries, Measure):
        return
    subject, field = retries.place(runner.workload)
    message = (
        f"lets a request of a task fail {span.typical:.0f} s (at the least {span.least:.0f} s) after the "
        f"execution API has gone, with {patience.retries:g} tries: database.failoverSeconds is {failover}"
    )
    yield Violation(subject, message, field)


RULE = Rule(name="impatient-requests", severity=Severity.ERROR, profile=Profile.HA, check=check)
