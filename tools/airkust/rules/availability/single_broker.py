"""The broker of the Celery executor runs in one pod.

Why: Every task goes through the broker. While its node is drained or lost, no worker gets a task and none can
    say that one has ended; with workers that connect anew only a few times, they end as well.
Fix: Use a broker with several members, RabbitMQ with quorum queues or Redis with Sentinel, a managed one, or
    the KubernetesExecutor, which needs none.
See: https://airflow.apache.org/docs/apache-airflow-providers-celery/stable/celery_executor.html
"""

from collections.abc import Iterator

from airkust.model.brokers import brokers, uses_broker
from airkust.model.finding import Severity, Violation
from airkust.model.profile import Profile
from airkust.model.rendering import Rendering
from airkust.rules.rule import Rule, Skip, Unknown, Verdict


def check(rendering: Rendering) -> Iterator[Verdict]:
    if not uses_broker(rendering.airflow):
        yield Skip("no tasks go through a broker")
        return
    found = brokers(rendering)
    if not found:
        yield Unknown("the broker, made outside")
    members = sum(size.minimum for broker in found if (size := rendering.replicas(broker)))
    for broker in found if members == 1 else ():
        yield Violation(broker.id, "is the broker of all tasks, in one pod", "spec.replicas")


RULE = Rule(name="single-broker", severity=Severity.ERROR, profile=Profile.HA, check=check)
