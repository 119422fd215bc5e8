"""overlays/ha-prod on three nodes to break, and a fourth for the database, the repository and the logs.

Needs the lab: nobody's own cluster is broken. What ha-prod says is changed nowhere but in the values a site
has to give.
"""

import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.cluster.conftest import GIVEN, NUMBER, lab
from tests.cluster.drills import ledger
from tests.cluster.drills.core import Core
from tests.cluster.drills.load import BRIEF, FULL, SMALL
from tests.cluster.drills.metadata import Metadata
from tests.cluster.drills.overlay import BUILD, written
from tests.cluster.drills.stage import Stage
from tests.cluster.ha.facts import LOGIN, NAMESPACE, ROLLOUT, SITE, commit
from tests.cluster.kubectl import Kubectl, wait_until

from lab.control_plane import admin
from lab.layout import Lab

NODES = 4
SITE_NODE = f"node{NODES}"

collect_ignore_glob = ["*"] if GIVEN else []


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--write-figures", action="store_true", help="write what each drill costs into docs/drills.json"
    )
    parser.addoption(
        "--small-load",
        action="store_true",
        help="run fewer tasks at once, for a busy machine's part in a figure",
    )


@pytest.fixture(scope="session")
def kubectl(kubeconfig: Path) -> Kubectl:
    """Of a lab with a node for the site, on which nothing of Airflow runs."""
    lab("up", "--nodes", str(NODES))
    lab("load")
    kubectl = Kubectl(kubeconfig, NAMESPACE)
    kubectl.run("label", "node", SITE_NODE, "--overwrite", "airkust.dev/site=")
    kubectl.run("taint", "node", SITE_NODE, "--overwrite", "airkust.dev/site=:NoSchedule")
    return kubectl


@pytest.fixture(scope="session")
def overlay() -> str:
    return written()


@pytest.fixture(scope="session")
def applied(kubectl: Kubectl, overlay: str) -> Kubectl:
    """The overlay, applied once, with every rollout and Job ended."""
    whole = Kubectl(kubectl.kubeconfig, "")
    started = time.monotonic()
    whole.run("apply", "-k", overlay)
    Kubectl(kubectl.kubeconfig, SITE).await_rollouts(ROLLOUT)
    kubectl.await_rollouts(ROLLOUT)
    kubectl.run(
        "wait", "--for=condition=Complete", "job", "--all", f"--timeout={ROLLOUT}s", timeout=ROLLOUT + 30
    )
    sys.stderr.write(f"\nha-prod: applied and ready after {time.monotonic() - started:.0f} s\n")
    return kubectl


@pytest.fixture(scope="session")
def stage(applied: Kubectl, pytestconfig: pytest.Config) -> Iterator[Stage]:
    """What every drill is run on."""
    place = Lab(int(NUMBER), Path(lab("kubeconfig")).parent, Lab.from_environment().cache)
    site = Kubectl(applied.kubeconfig, SITE)
    [database] = site.items("pods", "--selector", "app=database")
    metadata = Metadata(database["status"]["podIP"])
    wait_until(lambda: bundle_is_current(site, metadata), "the dag-processors to fetch the drill's DAG")
    services = {item["metadata"]["name"]: item["spec"]["clusterIP"] for item in applied.items("services")}
    urls = {
        "ui": f"http://{services['airflow-api-server']}:8080/api/v2/version",
        "execution": f"http://{services['airflow-execution-api']}:8080/execution/health",
    }
    with ledger.opened(str(place.gateway)) as opened:
        writes = pytestconfig.getoption("--write-figures", default=False)
        small = pytestconfig.getoption("--small-load", default=False)
        yield Stage(
            lab=place,
            kubectl=applied,
            core=Core(admin(place)),
            metadata=metadata,
            ledger=opened,
            urls=urls,
            login=LOGIN,
            folder=BUILD,
            writes=writes,
            # Where no figures are written, fewer tasks are enough to see what breaks.
            load=SMALL if small else FULL if writes else BRIEF,
        )


def bundle_is_current(site: Kubectl, metadata: Metadata) -> bool:
    """Whether the next run will be of the commit in the repository: a run of another could not fetch it."""
    return (commit(site),) in metadata.rows("select version from dag_bundle")
