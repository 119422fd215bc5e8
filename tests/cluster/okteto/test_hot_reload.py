"""How soon does the running Airflow see a DAG that was edited, and does its next run use it?

The seconds are printed, and judged by nobody: docs/tried.md has those of an idle machine.
"""

import sys
import time
from collections.abc import Callable

import pytest
from tests.cluster.airflow_api import AirflowApi
from tests.cluster.kubectl import wait_until
from tests.cluster.okteto.conftest import Bring

DAG = """\
from airflow.sdk import dag, task


@dag(schedule=None, is_paused_upon_creation=False)
def edited():
    @task
    def {task}() -> None:
        print("{said}")

    {task}()


edited()
"""


def tasks(airflow: AirflowApi) -> set[str]:
    return {task["task_id"] for task in airflow.get("/dags/edited/tasks")["tasks"]}


def seen_after(question: Callable[[], bool], what: str) -> None:
    started = time.monotonic()
    wait_until(question, what, deadline=180, pause=0.2)
    sys.stderr.write(f"\n{what}: seen after {time.monotonic() - started:.1f} s\n")


def run(airflow: AirflowApi, task: str) -> str:
    """Run the DAG to success and return the log of its task."""
    run_id = airflow.trigger("edited")
    assert airflow.wait_for_end("edited", run_id) == "success"
    return airflow.log("edited", run_id, task)


@pytest.fixture(scope="module")
def new(airflow: AirflowApi, bring: Bring) -> None:
    bring("edited.py", DAG.format(task="first", said="as it was written"))
    seen_after(lambda: airflow.has_dag("edited"), "a new file")


def test_a_new_dag_runs(new: None, airflow: AirflowApi) -> None:
    assert "as it was written" in run(airflow, "first")


def test_an_edited_dag_runs_as_edited(new: None, airflow: AirflowApi, bring: Bring) -> None:
    bring("edited.py", DAG.format(task="second", said="as it was edited"))
    seen_after(lambda: tasks(airflow) == {"second"}, "an edited file")
    assert "as it was edited" in run(airflow, "second")


def test_two_edits_in_a_row_are_both_seen(new: None, airflow: AirflowApi, bring: Bring) -> None:
    for word in ("third", "fourth"):
        bring("edited.py", DAG.format(task=word, said=word))
        seen_after(lambda: tasks(airflow) == {word}, f"the {word} version")  # noqa: B023 -- asked at once


def test_a_dag_with_an_error_is_named(new: None, airflow: AirflowApi, bring: Bring) -> None:
    bring("broken.py", "from airflow.sdk import dag\nraise ValueError('on purpose')\n")
    seen_after(lambda: airflow.get("/importErrors")["total_entries"] == 1, "an error")
    (error,) = airflow.get("/importErrors")["import_errors"]
    assert "on purpose" in error["stack_trace"]
