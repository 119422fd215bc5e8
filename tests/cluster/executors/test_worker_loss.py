"""Is a task lost, or run twice, when the node of a Celery worker is drained or a worker is killed?"""

import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from tests.cluster.airflow_api import AirflowApi
from tests.cluster.conftest import NUMBER, lab
from tests.cluster.drills import ledger
from tests.cluster.drills.ledger import Ledger
from tests.cluster.kubectl import Kubectl, wait_until

from lab.layout import Lab

SCENARIO = "executor-celery"
DAG = "worker_load"
TASKS = 24
NODES = {"node1": "core", "node2": "workers", "node3": "workers"}
WORKER = "airflow-worker-0"
# Seconds for a run: three rounds of eight tasks, and for those of a killed worker the 300 s after which the
# scheduler misses their heartbeats.
RUN = 1200


@dataclass(frozen=True)
class Outcome:
    """How a run ended.

    Attributes:
        state: Of the run.
        states: Of each task.
        tries: Of each task, by Airflow.
        begun: How often the code of each task began, by its own word.
        touched: The tasks that ran in the worker when it was hit.
    """

    state: str
    states: set[str]
    tries: dict[int, int]
    begun: Counter[int]
    touched: set[int]


@pytest.fixture(scope="module")
def overlay() -> str:
    return "tests/cluster/executors/worker_loss"


@pytest.fixture(scope="module")
def kubectl(kubeconfig: Path) -> Kubectl:
    """Of a lab with a node for each worker."""
    lab("up", "--nodes", str(len(NODES)))
    lab("load")
    kubectl = Kubectl(kubeconfig, f"airflow-{SCENARIO}")
    for node, part in NODES.items():
        kubectl.run("label", "node", node, "--overwrite", f"airkust.dev/drill={part}")
    return kubectl


@pytest.fixture(scope="module")
def words(applied: Kubectl) -> Iterator[Ledger]:
    place = Lab(int(NUMBER), Path(lab("kubeconfig")).parent, Lab.from_environment().cache)
    with ledger.opened(str(place.gateway)) as opened:
        yield opened


@pytest.fixture(scope="module")
def drained(airflow: AirflowApi, applied: Kubectl, words: Ledger) -> Outcome:
    """A run during which the node of a worker was drained, and given back."""
    run_id, touched = begin(airflow, words)
    [pod] = applied.items("pods", "--field-selector", f"metadata.name={WORKER}")
    node = pod["spec"]["nodeName"]
    started = time.monotonic()
    applied.run("drain", node, "--ignore-daemonsets", "--delete-emptydir-data", "--timeout=300s", timeout=330)
    sys.stderr.write(f"\n{node} with {len(touched)} tasks drained in {time.monotonic() - started:.0f} s\n")
    outcome = end(airflow, words, run_id, touched)
    applied.run("uncordon", node)
    applied.await_rollouts(300)
    return outcome


@pytest.fixture(scope="module")
def killed(drained: Outcome, airflow: AirflowApi, applied: Kubectl, words: Ledger) -> Outcome:
    """A run during which every process of a worker was killed at once; after the other, one by one."""
    run_id, touched = begin(airflow, words)
    started = time.monotonic()
    lab("kill-pod", applied.namespace, WORKER)
    outcome = end(airflow, words, run_id, touched)
    sys.stderr.write(f"\na worker with {len(touched)} tasks killed: {time.monotonic() - started:.0f} s\n")
    return outcome


def begin(airflow: AirflowApi, words: Ledger) -> tuple[str, set[int]]:
    """Start a run, and return it with the tasks of the worker to be hit once both workers are busy."""
    run_id = airflow.trigger(DAG, {"ledger": words.url, "tasks": TASKS})

    def in_worker() -> set[int]:
        begun = {word.task.map_index for word in words.of(run_id)}
        return {
            task["map_index"]
            for task in airflow.task_instances(DAG, run_id)
            if task["state"] == "running" and str(task["hostname"]).startswith(f"{WORKER}.")
        } & begun

    return run_id, wait_until(
        lambda: found if len(found := in_worker()) > 1 else set(), "tasks in the worker", pause=0.5
    )


def end(airflow: AirflowApi, words: Ledger, run_id: str, touched: set[int]) -> Outcome:
    state = airflow.wait_for_end(DAG, run_id, deadline=RUN)
    tasks = [task for task in airflow.task_instances(DAG, run_id) if task["task_id"] == "work"]
    return Outcome(
        state=state,
        states={task["state"] for task in tasks},
        tries={task["map_index"]: task["try_number"] for task in tasks},
        begun=Counter(word.task.map_index for word in words.of(run_id) if word.event == "began"),
        touched=touched,
    )


def test_no_task_is_lost_when_the_node_is_drained(drained: Outcome, kubectl: Kubectl) -> None:
    assert (drained.state, drained.states, len(drained.tries)) == ("success", {"success"}, TASKS)


def test_no_task_runs_twice_when_the_node_is_drained(drained: Outcome, kubectl: Kubectl) -> None:
    assert set(drained.tries.values()) == {1}
    assert set(drained.begun.values()) == {1}


def test_no_task_is_lost_when_the_worker_is_killed(killed: Outcome, kubectl: Kubectl) -> None:
    assert (killed.state, killed.states, len(killed.tries)) == ("success", {"success"}, TASKS)


def test_only_the_tasks_of_the_killed_worker_are_tried_again(killed: Outcome, kubectl: Kubectl) -> None:
    twice = {index for index, tries in killed.tries.items() if tries > 1}
    assert killed.touched <= twice
    assert {index for index, times in killed.begun.items() if times > 1} <= twice
    assert len(twice) <= 4  # what one worker runs at once
