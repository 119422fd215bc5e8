"""The broker of the Celery executor keeps its queue where it ends with the pod.

Why: What is queued but not yet taken by a worker is only in the broker. In memory or in an emptyDir it is
    gone with the pod: those tasks stay queued until the scheduler gives up on them, by default after ten
    minutes.
Fix: Mount a claim at the broker's data folder, for instance by volumeClaimTemplates, and turn its persistence
    on, or use a managed broker.
See: https://airflow.apache.org/docs/apache-airflow-providers-celery/stable/celery_executor.html
    https://redis.io/docs/latest/operate/oss_and_stack/management/persistence/
"""

from collections.abc import Iterator

from airkust.model import tree
from airkust.model.brokers import brokers, uses_broker
from airkust.model.claims import claim_uses
from airkust.model.finding import Severity, Violation
from airkust.model.profile import Profile
from airkust.model.rendering import Rendering
from airkust.model.workload import Workload
from airkust.rules.rule import Rule, Skip, Unknown, Verdict


def check(rendering: Rendering) -> Iterator[Verdict]:
    if not uses_broker(rendering.airflow):
        yield Skip("no tasks go through a broker")
        return
    found = brokers(rendering)
    if not found:
        yield Unknown("the broker, made outside")
    for broker in found:
        if not _keeps(broker):
            message = "is the broker of all tasks and mounts no claim to keep them on"
            yield Violation(broker.id, message, broker.field_of("spec", "volumes"))


def _keeps(broker: Workload) -> bool:
    made = tree.sequence(broker.resource.body, "spec", "volumeClaimTemplates")
    return bool(made) or any(True for _ in claim_uses(broker))


RULE = Rule(name="broker-without-storage", severity=Severity.WARNING, profile=Profile.HA, check=check)
