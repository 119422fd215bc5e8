"""A task pod that is drained is killed before its task has cleaned up.

Why: On SIGTERM Airflow calls the operator's `on_kill`, which ends the job the task has started elsewhere, and
    uploads the log when the task is over. What has not happened when the grace period ends never does: the
    job goes on without anybody who watches it, and the log is lost.
Fix: Set `terminationGracePeriodSeconds` of the pod template to `[core] killed_task_cleanup_time` (60) or
    more, and what the upload of a log takes. A drain lets a task go on for as long.
See: https://airflow.apache.org/docs/apache-airflow/stable/configurations-ref.html#killed-task-cleanup-time
"""

from collections.abc import Iterator

from airkust.model import grace
from airkust.model.finding import Edit, Severity, Violation
from airkust.model.measures import Measure, measure
from airkust.model.profile import Profile
from airkust.model.rendering import Rendering
from airkust.model.settings import Settings
from airkust.model.task_pods import TaskPods
from airkust.model.workload import Workload
from airkust.rules.rule import Rule, Unknown, Verdict
from airkust.rules.task_template import NO_TEMPLATE, each_template


def check(rendering: Rendering) -> Iterator[Verdict]:
    upload = rendering.facts.logs.upload_seconds or 0

    def judge(pods: TaskPods, template: Workload | None) -> Iterator[Verdict]:
        settings = None
        if template and template.containers:
            settings = rendering.airflow.settings(template, template.containers[0])
        return _judge(pods, template, settings, upload)

    return each_template(rendering, judge)


def _judge(
    pods: TaskPods, template: Workload | None, settings: Settings | None, upload: int
) -> Iterator[Verdict]:
    cleanup = measure(settings, "core", "killed_task_cleanup_time")
    if not isinstance(cleanup, Measure):
        yield Unknown(cleanup.fact)
        return
    wanted = cleanup.number + upload
    needs = f"less than {cleanup}{f' and logs.uploadSeconds {upload}' if upload else ''}"
    if template is None:
        if wanted > grace.DEFAULT:
            message = f"makes task pods {NO_TEMPLATE} with {grace.KEY} {grace.DEFAULT}, the default, {needs}"
            yield Violation(pods.subject, message)
    elif wanted > grace.grace_seconds(template):
        field = template.field_of("spec", grace.KEY)
        message = f"makes task pods with {grace.shown(template)}, {needs}"
        yield Violation(pods.subject, message, field, edits=(Edit(field, f"{wanted:.0f}"),))


RULE = Rule(name="short-task-pod-grace", severity=Severity.WARNING, profile=Profile.HA, check=check)
