"""One Airflow for each module, from the scenario that the module names: applied, and deleted after it."""

import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.cluster.airflow_api import AirflowApi, answers
from tests.cluster.kubectl import Kubectl, wait_until

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
    kubectl.run("delete", "namespace", kubectl.namespace, "--ignore-not-found", "--wait", timeout=ROLLOUT)
    started = time.monotonic()
    kubectl.run("apply", "-k", overlay)
    kubectl.await_rollouts(ROLLOUT)
    sys.stderr.write(f"\n{overlay}: applied and ready after {time.monotonic() - started:.0f} s\n")
    yield kubectl
    kubectl.run("delete", "namespace", kubectl.namespace, "--wait", timeout=ROLLOUT)


@pytest.fixture(scope="module")
def airflow(applied: Kubectl) -> Iterator[AirflowApi]:
    with applied.forwarded("service/airflow-api-server", 8080) as port:
        url = f"http://127.0.0.1:{port}"
        wait_until(lambda: answers(url), "the api-server to answer")
        yield AirflowApi(url)
