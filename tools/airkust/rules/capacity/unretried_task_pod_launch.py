"""A task that had not begun fails when its pod is lost.

Why: A drained node, an autoscaler or a failed image pull can end a pod before the task in it has run.
    Airflow asks for another pod then and counts no try, `pod_launch_failure_retries` times. With 0 the task
    has failed.
Fix: Leave `[kubernetes_executor] pod_launch_failure_retries` at 1, its default, or raise it.
See: https://airflow.apache.org/docs/apache-airflow-providers-cncf-kubernetes/stable/configurations-ref.html#pod-launch-failure-retries
"""

from collections.abc import Iterator

from airkust.model.finding import Severity
from airkust.model.profile import Profile
from airkust.model.rendering import Rendering
from airkust.rules import executor_option
from airkust.rules.rule import Rule, Verdict


def check(rendering: Rendering) -> Iterator[Verdict]:
    return executor_option.judge(
        rendering,
        "pod_launch_failure_retries",
        wrong=lambda number: number == 0,
        instead=1,
        without="a pod that is lost before its task begins costs the task a try",
    )


RULE = Rule(name="unretried-task-pod-launch", severity=Severity.WARNING, profile=Profile.HA, check=check)
