"""A task is given up before a new node can take its pod.

Why: A pod that fits on no node waits for the autoscaler. When `[scheduler] task_queued_timeout` is over
    first, Airflow gives the task back and, the second time, fails it. The timeout is also how long the token
    of a queued task is valid: a pod that starts later is refused by the execution API.
Fix: Set `AIRFLOW__SCHEDULER__TASK_QUEUED_TIMEOUT` above `cluster.nodeProvisionSeconds` of `ha.yaml` and a
    minute for the image; 600 s is the default.
See: https://airflow.apache.org/docs/apache-airflow/stable/configurations-ref.html#task-queued-timeout
    https://github.com/apache/airflow/issues/59637
"""

from collections.abc import Iterator

from airkust.model.airflow import AirflowContainer
from airkust.model.facts import said_in
from airkust.model.finding import Severity, Violation
from airkust.model.number import number_of, whole
from airkust.model.profile import Profile
from airkust.model.rendering import Rendering
from airkust.model.value import Undetermined
from airkust.rules.executor_option import makers
from airkust.rules.rule import Rule, Unknown, Verdict

START_SECONDS = 60
"""For the image and the start of a task on a node that has none of it."""


def check(rendering: Rendering) -> Iterator[Verdict]:
    sure, others = makers(rendering)
    yield from others
    provisioning = rendering.facts.cluster.node_provision_seconds
    if sure and provisioning is None:
        yield Unknown(said_in("cluster.nodeProvisionSeconds"))
    elif provisioning is not None:
        for pods in sure:
            yield from _judge(pods.scheduler, provisioning)


def _judge(scheduler: AirflowContainer, provisioning: int) -> Iterator[Verdict]:
    timeout = number_of(scheduler.settings, "scheduler", "task_queued_timeout")
    if isinstance(timeout, Undetermined):
        yield Unknown(timeout.fact)
    elif timeout < provisioning + START_SECONDS:
        setting = scheduler.settings.get("scheduler", "task_queued_timeout")
        workload = scheduler.workload.id
        yield Violation(
            setting.holder or workload,
            f"gives a queued task up after {whole(timeout)} s, and a new node takes {provisioning} s and its "
            f"first pod {START_SECONDS} s more",
            setting.field,
            related=() if setting.holder in {None, workload} else (workload,),
        )


RULE = Rule(
    name="queued-timeout-below-node-provisioning", severity=Severity.ERROR, profile=Profile.HA, check=check
)
