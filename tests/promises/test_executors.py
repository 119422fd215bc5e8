"""What do we promise of Celery workers, and of a scheduler that runs tasks itself?"""

import re

import pytest
from tests.rendered import ROOT, SCENARIOS, Document, of_kind, pod_templates

WORKERS = [name for name in SCENARIOS if "airflow-worker" in pod_templates(name)]
RUN_TASKS = [name for name in SCENARIOS if "airflow-worker-config" in str(list(pod_templates(name).values()))]
ONE_EXECUTOR = [name for name in RUN_TASKS if "task" not in pod_templates(name)]
CREDENTIALS = ("SQL_ALCHEMY_CONN", "FERNET", "JWT")


def worker(scenario: str) -> Document:
    (container,) = pod_templates(scenario)["airflow-worker"]["spec"]["containers"]
    found: Document = container
    return found


def settings(scenario: str, name: str) -> dict[str, str]:
    (data,) = (
        config["data"]
        for config in of_kind(scenario, "ConfigMap")
        if re.fullmatch(rf"{name}(-[a-z0-9]{{10}})?", config["metadata"]["name"])
    )
    return dict(data)


@pytest.mark.parametrize("scenario", WORKERS)
def test_a_worker_holds_neither_the_database_nor_the_keys_of_the_core(scenario: str) -> None:
    names = [entry["name"] for entry in worker(scenario)["env"]] + list(
        settings(scenario, "airflow-worker-config")
    )
    assert [name for name in names if any(word in name for word in CREDENTIALS)] == []


@pytest.mark.parametrize("scenario", WORKERS)
def test_a_worker_runs_the_image_of_the_core(scenario: str) -> None:
    (scheduler,) = pod_templates(scenario)["airflow-scheduler"]["spec"]["containers"]
    assert worker(scenario)["image"] == scheduler["image"]


@pytest.mark.parametrize("scenario", RUN_TASKS)
def test_what_runs_tasks_has_all_settings_of_tasks_under_a_name_that_rolls_it(scenario: str) -> None:
    assert settings(scenario, "airflow-worker-config") == settings(scenario, "airflow-task-config")


def test_every_scenario_completes_them_by_the_same_replacements() -> None:
    texts = {path.read_text() for path in (ROOT / "tests/scenarios").glob("*/task-config.replacements.yaml")}
    assert len(texts) == 1


@pytest.mark.parametrize("scenario", ONE_EXECUTOR)
def test_without_the_kubernetes_executor_nobody_may_make_pods(scenario: str) -> None:
    rights = [rule for role in of_kind(scenario, "Role") for rule in role["rules"]]
    assert [rule for rule in rights if "create" in rule["verbs"]] == []


@pytest.mark.parametrize("scenario", RUN_TASKS)
def test_core_and_tasks_know_the_same_executors(scenario: str) -> None:
    known = {settings(scenario, f"airflow-{of}config")["AIRFLOW__CORE__EXECUTOR"] for of in ("", "task-")}
    assert len(known) == 1


def test_keda_counts_as_many_tasks_for_a_worker_as_it_runs() -> None:
    (scaled,) = of_kind("executor-celery-keda", "ScaledObject")
    (divided,) = re.findall(r"decimal / (\d+)\)", scaled["spec"]["triggers"][0]["metadata"]["query"])
    concurrency = settings("executor-celery-keda", "airflow-config")["AIRFLOW__CELERY__WORKER_CONCURRENCY"]
    assert divided == concurrency
