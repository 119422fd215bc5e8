"""overlays/ha-prod on three nodes, with a site of its own: a database, a git repository, an object store.

The site's services are stand-ins without volumes, in a namespace beside Airflow's; what ha-prod says is
changed nowhere but in the values a site has to give.
"""

import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from tests.cluster.airflow_api import AirflowApi, reached
from tests.cluster.conftest import GIVEN, lab
from tests.cluster.ha import layer
from tests.cluster.ha.facts import LOGIN, NAMESPACE, ROLLOUT, SITE
from tests.cluster.kubectl import ROOT, Kubectl

NODES = 3

EXAMPLES = ROOT / "components/dags-configmap/dags"
DAGS = ("deferrable_sensor", "mapped_tasks")


@pytest.fixture(scope="session")
def kubectl(kubeconfig: Path) -> Kubectl:
    """Of a cluster with three nodes: the lab gets two more, a given cluster has them."""
    if not GIVEN:
        lab("up", "--nodes", str(NODES))
        lab("load")
    return Kubectl(kubeconfig, NAMESPACE)


@pytest.fixture(scope="session")
def whole(kubectl: Kubectl) -> Kubectl:
    """The same cluster without a namespace: the overlay's objects are in two."""
    return replace(kubectl, namespace="")


@pytest.fixture(scope="session")
def overlay() -> str:
    """The folder to apply, with example DAGs and a new certificate that is its own authority."""
    files = [EXAMPLES / f"{dag}.py" for dag in DAGS]
    return layer.write(ROOT / "build" / "ha-site", Path(__file__).parent / "site", files)


@pytest.fixture(scope="session")
def applied(kubectl: Kubectl, whole: Kubectl, overlay: str) -> Iterator[Kubectl]:
    """The overlay, applied once, with every rollout ended."""
    for namespace in (NAMESPACE, SITE):
        kubectl.run("delete", "namespace", namespace, "--ignore-not-found", "--wait", timeout=ROLLOUT)
    started = time.monotonic()
    whole.run("apply", "-k", overlay)
    kubectl.await_rollouts(ROLLOUT)
    sys.stderr.write(f"\nha-prod: applied and ready after {time.monotonic() - started:.0f} s\n")
    yield kubectl
    whole.run("delete", "-k", overlay, "--ignore-not-found", "--wait", timeout=ROLLOUT)


@pytest.fixture(scope="session")
def airflow(applied: Kubectl) -> Iterator[AirflowApi]:
    """The public API, with the user that bootstrap-admin made."""
    applied.run("wait", "--for=condition=Complete", "job", "--all", f"--timeout={ROLLOUT}s", timeout=ROLLOUT)
    with reached(applied, LOGIN) as api:
        yield api
