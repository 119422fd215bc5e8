"""The log of a task is gone when its pod is.

Why: A task writes to the disk of its pod. The pod is deleted when the task ends, or lost with its node, and
    with it the only record of why a task failed.
Fix: Turn `[logging] remote_logging` on where tasks run and in the api-server, with `remote_base_log_folder`
    and a connection, or mount one ReadWriteMany claim at the log folder of both.
See: https://airflow.apache.org/docs/apache-airflow-providers-cncf-kubernetes/stable/kubernetes_executor.html
    https://airflow.apache.org/docs/apache-airflow/stable/administration-and-deployment/logging-monitoring/logging-tasks.html
"""

from collections.abc import Iterator

from airkust.model import mounts
from airkust.model.airflow import AirflowContainer
from airkust.model.commands import Component
from airkust.model.execution_api import TaskRunner, serves, task_runners
from airkust.model.finding import Severity, Violation
from airkust.model.log_store import log_folder, sends_logs, unknown_fact
from airkust.model.profile import Profile
from airkust.model.rendering import Rendering
from airkust.model.settings import Settings
from airkust.model.task_pods import task_pods
from airkust.rules.rule import Rule, Skip, Unknown, Verdict


def check(rendering: Rendering) -> Iterator[Verdict]:
    airflow = rendering.airflow
    unknown = [Unknown(pods.unknown) for pods in task_pods(airflow) if pods.unknown]
    runners = tuple(task_runners(airflow))
    if not runners and not unknown:
        yield Skip("nothing rendered runs tasks")
    yield from unknown
    readers = [
        server
        for server in airflow.running(Component.API_SERVER, Component.WEBSERVER)
        if serves(server, "core")
    ]
    for runner in runners:
        yield from _judge(runner, readers)


def _judge(runner: TaskRunner, readers: list[AirflowContainer]) -> Iterator[Verdict]:
    what = "makes task pods" if runner.workload.embedded or runner.settings is None else "runs tasks"
    if runner.settings is None:
        yield Violation(runner.workload.id, f"{what} without a template, whose logs go with them")
    elif fact := unknown_fact(runner.settings):
        yield Unknown(f"whether tasks of {runner.workload} send their logs away: {fact}")
    elif sends_logs(runner.settings):
        return
    elif claim := _claim(runner.settings):
        if runner.workload.embedded:
            yield from (_unread(server, claim) for server in readers if _claim(server.settings) != claim)
    else:
        on = runner.settings.is_true("logging", "remote_logging")
        state = "on, but says not where to" if on else "off"
        message = f"{what} with [logging] remote_logging {state}, and no claim at {_folder(runner.settings)}"
        yield Violation(runner.workload.id, message, runner.settings.container.field)


def _claim(settings: Settings) -> str:
    folder = log_folder(settings)
    return mounts.claim_at(settings.workload, settings.container, folder) if folder.startswith("/") else ""


def _folder(settings: Settings) -> str:
    return log_folder(settings) or "its log folder"


def _unread(server: AirflowContainer, claim: str) -> Violation:
    message = f"does not mount PersistentVolumeClaim/{claim}, where task pods leave their logs"
    return Violation(server.workload.id, message, server.container.field)


RULE = Rule(name="task-logs-lost-with-their-pod", severity=Severity.ERROR, profile=Profile.HA, check=check)
