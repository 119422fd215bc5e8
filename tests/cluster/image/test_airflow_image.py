"""What docker/README.md promises of our own image, tried on the image."""

import pytest
from tests.cluster.image.conftest import IMAGE

from lab.errors import ToolFailed
from lab.images.airflow import USERS, VERSION
from lab.images.engine import Engine

pytestmark = pytest.mark.timeout(1800)  # the first test builds the image

EXECUTORS = (
    "LocalExecutor",
    "KubernetesExecutor",
    "CeleryExecutor",
    "KubernetesExecutor,LocalExecutor",
    "CeleryExecutor,KubernetesExecutor",
)
LOAD = """
from airflow.executors.executor_loader import ExecutorLoader
print(*(type(executor).__name__ for executor in ExecutorLoader.init_executors()), sep=",")
"""
MODULES = (
    "airflow.providers.amazon.aws.log.s3_task_handler",
    "airflow.providers.cncf.kubernetes",
    "airflow.providers.fab.auth_manager.fab_auth_manager",
    "airflow.providers.git.bundles.git",
    "opentelemetry.exporter.otlp.proto.http",
    "psycopg2",
    "statsd",
)


def answer(engine: Engine, *command: str, user: str = USERS[0], **variables: str) -> str:
    """The last line a command prints in the image, on a read-only root."""
    flags = tuple(word for name, value in variables.items() for word in ("--env", f"{name}={value}"))
    return engine.execute(IMAGE, *command, user=user, flags=flags).strip().rpartition("\n")[2]


@pytest.mark.parametrize("user", USERS)
def test_it_starts_on_a_read_only_root_as_any_user(engine: Engine, user: str) -> None:
    assert answer(engine, "airflow", "version", user=user) == VERSION


def test_it_starts_without_a_configuration_file(engine: Engine) -> None:
    assert answer(engine, "version", AIRFLOW_CONFIG="/dev/null") == VERSION


@pytest.mark.parametrize("executors", EXECUTORS)
def test_every_executor_we_document_loads(engine: Engine, executors: str) -> None:
    assert answer(engine, "python", "-c", LOAD, AIRFLOW__CORE__EXECUTOR=executors) == executors


@pytest.mark.parametrize("module", MODULES)
def test_what_our_components_configure_is_installed(engine: Engine, module: str) -> None:
    assert answer(engine, "python", "-c", f"import {module}; print({module}.__name__)") == module


@pytest.mark.parametrize("program", ["git", "ssh"])
def test_the_git_bundle_finds_what_it_runs(engine: Engine, program: str) -> None:
    assert answer(engine, "bash", "-c", f"command -v {program}") == f"/usr/bin/{program}"


def test_no_process_has_to_compile_airflow(engine: Engine) -> None:
    code = "import airflow.settings as module; print(module.__cached__)"
    cached = answer(engine, "python", "-c", code).strip()
    assert answer(engine, "bash", "-c", f"ls {cached}") == cached


def test_a_component_without_its_keys_does_not_start(engine: Engine) -> None:
    with pytest.raises(ToolFailed, match="AIRFLOW__API_AUTH__JWT_SECRET is not set"):
        answer(engine, "api-server")


def test_the_image_names_its_version(engine: Engine) -> None:
    template = '{{index .Labels "org.opencontainers.image.version"}}'
    assert engine.do("image", "inspect", "--format", template, IMAGE).strip() == VERSION
