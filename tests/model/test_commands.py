"""A component is recognised by what its container runs, else by its labels."""

import pytest
from tests.model.manifests import only_workload, pod, rendering

from airkust.model.commands import Component, starts_airflow

RUNS = [
    ("args: [airflow, scheduler]", "scheduler"),
    ("args: [scheduler]", "scheduler"),
    ("command: [airflow], args: [scheduler, --skip-serve-logs]", "scheduler"),
    ("command: [/home/airflow/.local/bin/airflow, triggerer]", "triggerer"),
    ("command: [bash, -c, exec airflow scheduler]", "scheduler"),
    ("args: [bash, -c, 'exec airflow api-server --apps core']", "api-server"),
    (r'args: [bash, -c, "exec \\\nairflow celery worker"]', "worker"),
    (
        "command: [/bin/sh, -ec], args: ['airflow db check; exec airflow dag-processor']",
        "dag-processor",
    ),
    ("command: [/usr/bin/dumb-init, --, airflow, dag-processor]", "dag-processor"),
    ("command: [/usr/bin/dumb-init, --, /entrypoint], args: [bash, -c, exec airflow triggerer]", "triggerer"),
    ("args: [bash, -c, 'echo airflow webserver; exec airflow scheduler']", "scheduler"),
    ("command: [/bin/bash], args: [-ec, airflow_execute db migrate]", "migrations"),
    ("args: [airflow, db, migrate]", "migrations"),
    ("args: [db, upgrade]", "migrations"),
    ("args: [bash, -c, 'airflow db init && airflow users create']", "migrations"),
    ("args: [airflow, webserver]", "webserver"),
]

RUNS_NONE = [
    "args: [airflow, db, check]",
    "args: [airflow, users, create, --role, Admin]",
    "args: [python, -m, airflow.sdk.execution_time.execute_workload]",
    "command: [sleep, infinity], args: [scheduler]",
    "args: [bash, -c, 'echo no airflow-scheduler here']",
    "args: [bash, -c, 'airflow \"unbalanced']",
    "args: [bash, -c, 'until pgrep -f \"airflow scheduler\"; do sleep 1; done']",
    "command: [pgrep, -f, airflow, scheduler]",
    "env: []",
]


@pytest.mark.parametrize(("container", "component"), RUNS)
def test_a_command_tells_the_component(container: str, component: str) -> None:
    found = rendering(pod(container)).airflow.containers
    assert [str(each.component) for each in found] == [component]


@pytest.mark.parametrize("container", RUNS_NONE)
def test_other_commands_are_no_component(container: str) -> None:
    assert rendering(pod(container)).airflow.containers == ()


def labelled(labels: str, image: str = "apache/airflow:3", args: str = "[]") -> list[Component]:
    found, _ = only_workload(
        f"""
apiVersion: apps/v1
kind: Deployment
metadata: {{name: a}}
spec:
  template:
    metadata: {{labels: {{{labels}}}}}
    spec:
      containers: [{{name: c, image: {image}, args: {args}}}]
"""
    )
    return [each.component for each in found.airflow.containers]


@pytest.mark.parametrize("label", ["component", "app.kubernetes.io/component"])
def test_a_label_tells_where_the_entrypoint_hides_the_command(label: str) -> None:
    assert labelled(f"{label}: scheduler") == [Component.SCHEDULER]


def test_a_label_may_be_written_with_an_underscore() -> None:
    assert labelled("component: dag_processor") == [Component.DAG_PROCESSOR]


@pytest.mark.parametrize(
    ("image", "component"),
    [
        ("bitnami/airflow:3.0.5-debian-12-r0", Component.API_SERVER),
        ("bitnami/airflow:2.10.5-debian-12-r0", Component.WEBSERVER),
        ("example/airflow:latest", Component.WEBSERVER),
    ],
)
def test_what_serves_the_interface_depends_on_the_release(image: str, component: Component) -> None:
    assert labelled("component: web", image=f"'{image}'") == [component]


def test_a_command_outweighs_a_label() -> None:
    assert labelled("component: scheduler", args="[airflow, triggerer]") == [Component.TRIGGERER]


def test_a_label_on_another_image_tells_nothing() -> None:
    assert labelled("component: scheduler", image="registry.k8s.io/kube-scheduler:v1") == []


def test_a_pod_may_run_two_components() -> None:
    found = rendering(
        """
apiVersion: v1
kind: Pod
metadata: {name: all}
spec:
  initContainers: [{name: migrate, args: [airflow, db, migrate]}]
  containers:
    - {name: web, args: [webserver]}
    - {name: scheduler, args: [scheduler]}
"""
    )
    assert [each.container.name for each in found.airflow.containers] == ["web", "scheduler"]


@pytest.mark.parametrize(
    ("argv", "expected"),
    [
        (("airflow", "jobs", "check"), True),
        (("sh", "-c", "exec /entrypoint airflow jobs check"), True),
        (("python", "-c", "from airflow.jobs.job import Job"), True),
        (("python", "/opt/airflow/probes/job_heartbeat.py"), False),
        (("pgrep", "-f", "airflow"), False),
        (("sh", "-c", "ps ax | grep 'airflow scheduler'"), False),
        (("curl", "http://localhost:8974/health"), False),
        ((), False),
    ],
)
def test_a_command_line_starts_airflow_if_it_runs_or_imports_it(
    argv: tuple[str, ...], *, expected: bool
) -> None:
    assert starts_airflow(argv) is expected
