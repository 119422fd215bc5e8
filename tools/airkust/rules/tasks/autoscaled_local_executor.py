"""An autoscaler removes schedulers that run tasks inside themselves.

Why: With the LocalExecutor each scheduler holds the tasks it has started. An autoscaler that takes one away
    when the load falls ends those that are still running, several times a day, without any fault.
Fix: Take the autoscaler away and write the number of schedulers, or run tasks in pods of their own:
    KubernetesExecutor, or Celery workers whose autoscaler waits for them.
See: https://airflow.apache.org/docs/apache-airflow/stable/core-concepts/executor/local.html
"""

from collections.abc import Iterator

from airkust.model.airflow import AirflowContainer
from airkust.model.finding import Severity, Violation
from airkust.model.profile import Profile
from airkust.model.rendering import Rendering
from airkust.rules.local_tasks import each_local_scheduler
from airkust.rules.rule import Rule, Verdict


def check(rendering: Rendering) -> Iterator[Verdict]:
    return each_local_scheduler(rendering, lambda scheduler: _judge(rendering, scheduler))


def _judge(rendering: Rendering, scheduler: AirflowContainer) -> Iterator[Violation]:
    size = rendering.replicas(scheduler.workload)
    if size and size.owner != scheduler.workload.id and size.minimum < size.maximum:
        message = (
            f"scales {scheduler.workload} from {size.maximum} to {size.minimum}, with the tasks that the "
            "LocalExecutor runs in it"
        )
        yield Violation(size.owner, message, size.field, related=(scheduler.workload.id,))


RULE = Rule(name="autoscaled-local-executor", severity=Severity.ERROR, profile=Profile.HA, check=check)
