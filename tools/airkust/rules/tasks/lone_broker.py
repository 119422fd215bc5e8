"""The broker of Celery runs in a single pod.

Why: Without the broker no task starts, and none that waits is found by a worker. One pod of it is away for as
    long as its node takes to be given up, and its volume to be attached elsewhere: many minutes.
Fix: Use a broker that fails over: a managed Redis or SQS, RabbitMQ with three replicas and quorum queues, or
    Redis with Sentinel (`sentinel://` in `[celery] broker_url`). The KubernetesExecutor needs none.
See: https://docs.celeryq.dev/en/stable/getting-started/backends-and-brokers/index.html
    https://airflow.apache.org/docs/apache-airflow-providers-celery/stable/celery_executor.html
"""

from collections.abc import Iterator

from airkust.model.brokers import brokers, runs_celery
from airkust.model.finding import Severity, Violation
from airkust.model.profile import Profile
from airkust.model.rendering import Rendering
from airkust.rules.rule import Rule, Skip, Verdict

WANTED = 2


def check(rendering: Rendering) -> Iterator[Verdict]:
    found = brokers(rendering.workloads) if runs_celery(rendering.airflow) else ()
    if not found:
        yield Skip("no broker of Celery is rendered")
        return
    sizes = [size for workload in found if (size := rendering.replicas(workload))]
    if sum(size.maximum for size in sizes) < WANTED:
        for size in sizes:
            message = f"keeps {size.maximum} pod of the broker of Celery"
            yield Violation(size.owner, message, size.field)


RULE = Rule(name="lone-broker", severity=Severity.ERROR, profile=Profile.HA, check=check)
