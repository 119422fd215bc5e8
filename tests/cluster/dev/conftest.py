"""One Airflow from overlays/dev, shared by the tests of this folder."""

import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.cluster.airflow_api import AirflowApi, reached
from tests.cluster.kubectl import Kubectl

OVERLAY = "overlays/dev"
NAMESPACE = "airflow-dev"
# Seconds until a rollout counts as hung. 120 are the aim on an idle machine; a shared one takes longer.
ROLLOUT = 600


@pytest.fixture(scope="session")
def kubectl(kubeconfig: Path) -> Kubectl:
    return Kubectl(kubeconfig, NAMESPACE)


@pytest.fixture(scope="session")
def applied(kubectl: Kubectl) -> Iterator[Kubectl]:
    """The overlay, applied as the README says, with every rollout ended."""
    kubectl.run("delete", "namespace", NAMESPACE, "--ignore-not-found", "--wait", timeout=ROLLOUT)
    started = time.monotonic()
    kubectl.run("apply", "-k", OVERLAY)
    kubectl.await_rollouts(ROLLOUT)
    sys.stderr.write(f"\n{OVERLAY}: applied and ready after {time.monotonic() - started:.0f} s\n")
    yield kubectl
    kubectl.run("delete", "-k", OVERLAY, "--ignore-not-found", "--wait", timeout=ROLLOUT)


@pytest.fixture(scope="session")
def airflow(applied: Kubectl) -> Iterator[AirflowApi]:
    with reached(applied) as api:
        yield api
