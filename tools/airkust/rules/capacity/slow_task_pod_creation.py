"""The scheduler makes task pods one by one, a turn of its loop for each.

Why: A turn takes about a second. With `worker_pods_creation_batch_size` 1, its default, what has queued up
    while a scheduler, the database or the Kubernetes API was away starts at one task a second, and runs late
    for as long.
Fix: Set `AIRFLOW__KUBERNETES_EXECUTOR__WORKER_PODS_CREATION_BATCH_SIZE` to 16, or to what your API server
    bears.
See: https://airflow.apache.org/docs/apache-airflow-providers-cncf-kubernetes/stable/configurations-ref.html#worker-pods-creation-batch-size
"""

from collections.abc import Iterator

from airkust.model.finding import Severity
from airkust.model.profile import Profile
from airkust.model.rendering import Rendering
from airkust.rules import executor_option
from airkust.rules.rule import Rule, Verdict

ENOUGH = 8
GOOD = 16


def check(rendering: Rendering) -> Iterator[Verdict]:
    return executor_option.judge(
        rendering,
        "worker_pods_creation_batch_size",
        wrong=lambda number: number < ENOUGH,
        instead=GOOD,
        without="a turn of the scheduler starts that many tasks of a queue",
    )


RULE = Rule(name="slow-task-pod-creation", severity=Severity.WARNING, profile=Profile.HA, check=check)
