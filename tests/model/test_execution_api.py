"""Where tasks run, and which execution API they call."""

import pytest
from tests.model.manifests import config_map, pod, rendering

from airkust.model.commands import Component
from airkust.model.execution_api import served_path, serves_execution, split_url, task_runners


def env(**variables: str) -> str:
    listed = ", ".join(f"{{name: {name}, value: '{value}'}}" for name, value in variables.items())
    return f"env: [{listed}]"


def urls(*documents: str) -> list[str | None]:
    return [runner.url.text for runner in task_runners(rendering(*documents).airflow)]


@pytest.mark.parametrize(
    ("variables", "url"),
    [
        ({"AIRFLOW__CORE__EXECUTION_API_SERVER_URL": "http://a/execution/"}, "http://a/execution/"),
        ({"AIRFLOW__API__BASE_URL": "https://a.example/x/"}, "https://a.example/x/execution/"),
        ({"AIRFLOW__API__BASE_URL": "/x"}, "http://localhost:8080/x/execution/"),
        ({"AIRFLOW__API__BASE_URL": ""}, "http://localhost:8080/execution/"),
        ({"OTHER": ""}, "http://localhost:8080/execution/"),
    ],
)
def test_a_url_falls_back_as_airflow_falls_back(variables: dict[str, str], url: str) -> None:
    assert urls(pod(f"args: [celery, worker], {env(**variables)}")) == [url]


def test_a_scheduler_runs_tasks_only_with_the_local_executor() -> None:
    celery = pod(f"args: [scheduler], {env(AIRFLOW__CORE__EXECUTOR='CeleryExecutor')}")
    assert urls(celery) == []


def test_the_default_executor_runs_tasks_in_the_scheduler() -> None:
    assert urls(pod("args: [scheduler]")) == ["http://localhost:8080/execution/"]


def test_a_task_pod_is_configured_by_its_template() -> None:
    template = "kind: Pod\nspec:\n  containers:\n  - name: base\n    env:\n    - {name: %s, value: http://a}"
    variables = {
        "AIRFLOW__CORE__EXECUTOR": "KubernetesExecutor",
        "AIRFLOW__KUBERNETES_EXECUTOR__POD_TEMPLATE_FILE": "/c/t.yaml",
    }
    scheduler = pod(
        f"args: [scheduler], volumeMounts: [{{name: v, mountPath: /c}}], {env(**variables)}",
        "volumes: [{name: v, configMap: {name: cm}}]",
    )
    held = config_map("cm", t__yaml=template % "AIRFLOW__CORE__EXECUTION_API_SERVER_URL")
    assert urls(scheduler, held) == ["http://a"]


@pytest.mark.parametrize(
    ("words", "serves"),
    [
        ("api-server", True),
        ("api-server, --apps, core", False),
        ("api-server, --apps=core", False),
        ("api-server, --apps, 'core,execution'", True),
        ("api-server, --apps=all", True),
        ("api-server, --apps", True),
    ],
)
def test_apps_may_leave_the_execution_api_out(words: str, *, serves: bool) -> None:
    [server] = rendering(pod(f"args: [{words}]")).airflow.running(Component.API_SERVER)
    assert serves_execution(server) is serves


def test_the_path_of_the_base_url_stands_in_front() -> None:
    manifest = pod(f"args: [api-server], {env(AIRFLOW__API__BASE_URL='https://a.example/x/')}")
    [server] = rendering(manifest).airflow.running(Component.API_SERVER)
    assert served_path(server) == "/x/execution"


@pytest.mark.parametrize("text", ["http://a:port/", "http://[::1"])
def test_what_cannot_be_split_is_no_url(text: str) -> None:
    assert split_url(text) is None
