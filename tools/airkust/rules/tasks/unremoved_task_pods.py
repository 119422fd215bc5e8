"""Nobody removes the pods of tasks that have ended.

Why: A pod that has ended keeps its name, its place in the pod quota and in the Kubernetes API until somebody
    deletes it. Failed ones stay by default, so that one bad night can fill the quota with them; and those
    that ended while no scheduler watched stay, too. Then no task starts.
Fix: Set `AIRFLOW__KUBERNETES_EXECUTOR__DELETE_WORKER_PODS_ON_FAILURE` to True, as
    `components/executor-kubernetes` does (logs belong into a store), or run
    `airflow kubernetes cleanup-pods` as a CronJob: `components/cleanup`.
See: https://airflow.apache.org/docs/apache-airflow-providers-cncf-kubernetes/stable/configurations-ref.html
    https://github.com/apache/airflow/issues/57553
"""

from collections.abc import Iterator

from airkust.model.finding import Edit, Severity, Violation
from airkust.model.pod_cleanup import cleaners
from airkust.model.profile import Profile
from airkust.model.rendering import Rendering
from airkust.model.settings import variable
from airkust.model.task_pods import TaskPods, task_pods
from airkust.model.value import Undetermined
from airkust.rules.rule import Rule, Skip, Unknown, Verdict
from airkust.rules.task_template import NO_TASK_PODS

SECTION = "kubernetes_executor"

LEFT = {"delete_worker_pods": "every pod that has ended", "delete_worker_pods_on_failure": "every failed pod"}


def check(rendering: Rendering) -> Iterator[Verdict]:
    made = task_pods(rendering.airflow)
    if not made:
        yield Skip(NO_TASK_PODS)
    if any(not cleaner.suspended for cleaner in cleaners(rendering)):
        return
    for pods in made:
        if pods.executor_fact:
            yield Unknown(pods.executor_fact)
        else:
            yield from _judge(pods)


def _judge(pods: TaskPods) -> Iterator[Verdict]:
    settings = pods.scheduler.settings
    for key, left in LEFT.items():
        setting = settings.get(SECTION, key)
        deletes = settings.is_true(SECTION, key)
        if deletes:
            continue
        if deletes is None:
            fact = setting.value.fact if isinstance(setting.value, Undetermined) else setting.value
            yield Unknown(f"[{SECTION}] {key}: {fact}")
            return
        default = ", the default" if setting.is_default else ""
        message = (
            f"leaves {left} behind: [{SECTION}] {key} is {setting.text}{default}, and no CronJob cleans up"
        )
        subject = setting.holder or pods.scheduler.workload.id
        plain = setting.field == f"data.{variable(SECTION, key)}"
        edits = (Edit(setting.field, '"True"'),) if plain else ()
        yield Violation(subject, message, setting.field, edits=edits)
        return


RULE = Rule(name="unremoved-task-pods", severity=Severity.WARNING, profile=Profile.HA, check=check)
