"""One Airflow for each module, from the scenario that the module names: applied, and deleted after it."""

import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.cluster.airflow_api import AirflowApi, reached
from tests.cluster.conftest import GIVEN
from tests.cluster.executors.examples import Runs
from tests.cluster.kubectl import Kubectl

# Kills the processes of a pod, which the lab can and kubectl cannot.
collect_ignore = ["test_worker_loss.py"] if GIVEN else []

# Seconds until a rollout counts as hung. Ten pods start at once on two shared cores.
ROLLOUT = 900


@pytest.fixture(scope="module")
def overlay(request: pytest.FixtureRequest) -> str:
    """The folder to apply; a module's own fixture of this name may say another."""
    return f"tests/scenarios/{request.module.SCENARIO}"


@pytest.fixture(scope="module")
def kubectl(request: pytest.FixtureRequest, kubeconfig: Path) -> Kubectl:
    return Kubectl(kubeconfig, f"airflow-{request.module.SCENARIO}")


@pytest.fixture(scope="module")
def applied(kubectl: Kubectl, overlay: str) -> Iterator[Kubectl]:
    """The scenario, with every rollout ended."""
    delete(kubectl)
    started = time.monotonic()
    kubectl.run("apply", "-k", overlay)
    kubectl.await_rollouts(ROLLOUT)
    sys.stderr.write(f"\n{overlay}: applied and ready after {time.monotonic() - started:.0f} s\n")
    yield kubectl
    delete(kubectl)


@pytest.fixture(scope="module")
def airflow(applied: Kubectl) -> Iterator[AirflowApi]:
    with reached(applied) as api:
        yield api


@pytest.fixture(scope="module")
def runs(request: pytest.FixtureRequest, airflow: AirflowApi) -> Runs:
    """A run of each DAG of the module, all at once, ended."""
    started = time.monotonic()
    runs = {dag_id: airflow.trigger(dag_id) for dag_id in request.module.DAGS}
    for dag_id, run_id in runs.items():
        airflow.wait_for_end(dag_id, run_id)
    sys.stderr.write(f"\n{len(runs)} DAGs at once: {time.monotonic() - started:.0f} s\n")
    return runs


def delete(kubectl: Kubectl) -> None:
    """Delete the namespace, its pods before it.

    A namespace whose pods may take an hour to end is looked at again after half of that, although they end
    within seconds (namespace_controller.go of Kubernetes: half the longest grace period).
    """
    for kind in ("deployments,statefulsets,jobs", "pods"):
        kubectl.run("delete", kind, "--all", "--wait", timeout=ROLLOUT)
    kubectl.run("delete", "namespace", kubectl.namespace, "--ignore-not-found", "--wait", timeout=ROLLOUT)
