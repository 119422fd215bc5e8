"""A task fails at once when Kubernetes refuses its pod for a moment.

Why: A full quota (403), a conflict (409), too many requests (429) and any error of the API server (5xx) are
    over in seconds or minutes. With `task_publish_max_retries` 0, its default, each of them fails the task,
    which costs one of its tries, or the run.
Fix: Set `AIRFLOW__KUBERNETES_EXECUTOR__TASK_PUBLISH_MAX_RETRIES` to -1: the pod is asked for again in each
    turn of the scheduler's loop, until `[scheduler] task_queued_timeout` is over. A number is used up within
    seconds.
See: https://airflow.apache.org/docs/apache-airflow-providers-cncf-kubernetes/stable/configurations-ref.html#task-publish-max-retries
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
        "task_publish_max_retries",
        wrong=lambda number: number == 0,
        instead=-1,
        without="a pod that is refused once fails its task",
    )


RULE = Rule(name="unretried-task-pod-creation", severity=Severity.ERROR, profile=Profile.HA, check=check)
