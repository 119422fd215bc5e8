"""The broker hands out a task a second time while it still runs.

Why: Redis and SQS give a message to another worker when it was not acknowledged for
    `[celery_broker_transport_options] visibility_timeout`, and a worker acknowledges when the task is over. A
    longer task is handed out again: the second worker finds it running, reports it failed, or ends it.
Fix: Set `AIRFLOW__CELERY_BROKER_TRANSPORT_OPTIONS__VISIBILITY_TIMEOUT` above the longest task, or take it
    away: the default is a day. RabbitMQ does not know it.
See: https://docs.celeryq.dev/en/stable/getting-started/backends-and-brokers/redis.html#visibility-timeout
    https://github.com/apache/airflow/issues/58441
"""

from collections.abc import Iterator

from airkust.model.airflow import AirflowContainer
from airkust.model.celery import VISIBILITY, has_visibility_timeout
from airkust.model.commands import Component
from airkust.model.facts import said_in
from airkust.model.finding import Severity, Violation
from airkust.model.measures import Measure, measure
from airkust.model.profile import Profile
from airkust.model.rendering import Rendering
from airkust.rules.rule import Rule, Skip, Unknown, Verdict


def check(rendering: Rendering) -> Iterator[Verdict]:
    workers = rendering.airflow.running(Component.WORKER)
    longest = rendering.facts.tasks.longest_seconds
    if not workers:
        yield Skip("no Celery worker is rendered")
    elif longest is None:
        yield Unknown(said_in("tasks.longestSeconds"))
    else:
        for worker in workers:
            yield from _judge(worker, longest)


def _judge(worker: AirflowContainer, longest: int) -> Iterator[Verdict]:
    applies = has_visibility_timeout(worker.settings)
    timeout = measure(worker.settings, *VISIBILITY)
    if applies is False:
        yield Skip("the broker knows no visibility timeout")
    elif not isinstance(timeout, Measure):
        yield Unknown(timeout.fact)
    elif timeout.number > longest:
        return
    elif applies is None:
        yield Unknown("the broker of the Celery workers")
    else:
        default = ", the default" if timeout.setting.is_default else ""
        subject, field = timeout.place(worker.workload)
        message = f"sets {timeout}{default}: tasks.longestSeconds is {longest}"
        yield Violation(subject, message, field, edits=timeout.edits(2 * longest))


RULE = Rule(name="short-visibility-timeout", severity=Severity.ERROR, profile=Profile.HA, check=check)
