"""The broker of Celery keeps its queue in its pod alone.

Why: When that pod is moved or lost, the queue is empty. Tasks that were in it stay queued until
    `[scheduler] task_queued_timeout` is over, and those a worker has not acknowledged are lost.
Fix: Give the broker a volume: `volumeClaimTemplates` of its StatefulSet, and for Redis `--appendonly yes`; or
    use a managed one.
See: https://redis.io/docs/latest/operate/oss_and_stack/management/persistence/
    https://www.rabbitmq.com/docs/persistence-conf
"""

from collections.abc import Iterator

from airkust.model.brokers import brokers, keeps_data, runs_celery
from airkust.model.finding import Severity, Violation
from airkust.model.profile import Profile
from airkust.model.rendering import Rendering
from airkust.rules.rule import Rule, Skip, Verdict


def check(rendering: Rendering) -> Iterator[Verdict]:
    found = brokers(rendering.workloads) if runs_celery(rendering.airflow) else ()
    if not found:
        yield Skip("no broker of Celery is rendered")
    for workload in found:
        if not keeps_data(workload):
            message = "is the broker of Celery and mounts no PersistentVolumeClaim"
            yield Violation(workload.id, message, workload.field_of("spec", "volumes"))


RULE = Rule(name="forgetful-broker", severity=Severity.WARNING, profile=Profile.HA, check=check)
