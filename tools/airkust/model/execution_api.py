"""Where do tasks reach the execution API, and who answers there?"""

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import SplitResult, urlsplit

from airkust.model.airflow import Airflow, AirflowContainer
from airkust.model.commands import Component
from airkust.model.settings import Settings
from airkust.model.task_pods import TaskPods, task_pods
from airkust.model.value import Known, Setting
from airkust.model.workload import Workload

DEFAULT = "http://localhost:8080/execution/"


@dataclass(frozen=True, eq=False)
class TaskRunner:
    """A container that tasks run in.

    Attributes:
        workload: What makes it: a pod template, a Celery worker, a scheduler with the LocalExecutor.
        settings: Its configuration; None for task pods without a template, which have none.
        namespace: Where it runs; "" where the manifests do not tell.
    """

    workload: Workload
    settings: Settings | None
    namespace: str

    @property
    def url(self) -> Setting:
        """The effective `[core] execution_api_server_url`, Airflow's own fallbacks included.

        Source: `get_execution_api_server_url` in `airflow/executors/base_executor.py` of
        apache-airflow-core 3.3.2: `[api] base_url` with `execution/` behind it, on localhost where
        that is only a path.
        """
        if self.settings is None:
            return Setting(Known(DEFAULT))
        setting = self.settings.get("core", "execution_api_server_url")
        if setting.value is not None:
            return setting
        base = self.settings.get("api", "base_url")
        if base.value is None or base.text == "":
            return Setting(Known(DEFAULT))
        if base.text is None:
            return base
        host = "http://localhost:8080" if base.text.startswith("/") else ""
        return Setting(Known(f"{host}{base.text.rstrip('/')}/execution/"), base.holder, base.field)


def task_runners(airflow: Airflow) -> Iterator[TaskRunner]:
    """Everything tasks run in, as far as it can be read."""
    for pods in task_pods(airflow):
        if not pods.unknown:
            yield from _of_task_pods(airflow, pods)
    components = [Component.WORKER]
    if "LocalExecutor" in airflow.executors:
        components.append(Component.SCHEDULER)
    for found in airflow.running(*components):
        yield TaskRunner(found.workload, found.settings, found.workload.namespace)


def _of_task_pods(airflow: Airflow, pods: TaskPods) -> Iterator[TaskRunner]:
    if pods.template is None:
        yield TaskRunner(pods.scheduler.workload, None, pods.namespace)
    elif (workload := pods.template.workload) and workload.containers:
        settings = airflow.settings(workload, workload.containers[0])
        yield TaskRunner(workload, settings, pods.namespace)


def serves_execution(api_server: AirflowContainer) -> bool:
    """Whether an api-server serves the execution API: it does unless `--apps` leaves it out."""
    return serves(api_server, "execution")


def serves_interface(api_server: AirflowContainer) -> bool:
    """Whether an api-server, or the webserver of Airflow 2, serves the user interface and its API."""
    return serves(api_server, "core")


def serves(api_server: AirflowContainer, app: str) -> bool:
    """Whether an api-server serves an app, `core` or `execution`: both, unless `--apps` names some."""
    words = [part for word in api_server.words for part in word.split("=", 1)]
    if "--apps" not in words[:-1]:
        return True
    return bool({"all", app} & set(words[words.index("--apps") + 1].split(",")))


def served_path(api_server: AirflowContainer) -> str | None:
    """The path the execution API has there; None where `[api] base_url` cannot be read."""
    base = api_server.settings.get("api", "base_url")
    if base.value is None:
        return "/execution"
    url = None if base.text is None else split_url(base.text)
    return None if url is None else f"{url.path.rstrip('/')}/execution"


def split_url(text: str) -> SplitResult | None:
    """The parts of a URL; None where it is none: its port may be read, too."""
    try:
        url = urlsplit(text)
        _ = url.port
    except ValueError:
        return None
    return url
