"""Which cluster do the tests of this folder run on?

A lab of their own by default, beside whatever lab is running, taken down at the end. AIRKUST_E2E_KEEP=1
leaves it for a closer look and takes it up again the next time, AIRKUST_LAB_NUMBER chooses another number.

The cluster behind AIRKUST_E2E_KUBECONFIG (any kubeconfig, with images from its own registry) where that is
set; the lab's own tests are then left out: they need root on this machine and say nothing of that cluster.
"""

import os
import subprocess
import sys
from collections.abc import Generator, Iterator
from pathlib import Path

import pytest
from tests.cluster.evidence import collect
from tests.cluster.kubectl import ROOT, Kubectl

# Seconds for one test with its fixtures: the first one may compile Kubernetes and build the images.
HUNG = 3000

NUMBER = os.environ.get("AIRKUST_LAB_NUMBER", "7")

KEPT = bool(os.environ.get("AIRKUST_E2E_KEEP"))
GIVEN = os.environ.get("AIRKUST_E2E_KUBECONFIG")
collect_ignore = ["lab"] if GIVEN else []

EVIDENCE = ROOT / "build" / "evidence"


def lab(*args: str, module: str = "lab") -> str:
    """Run the lab and show its progress; return the last line it printed."""
    done = subprocess.run(
        [sys.executable, "-m", module, *args],
        check=True, stdout=subprocess.PIPE, text=True, cwd=ROOT,
        env=os.environ | {"AIRKUST_LAB_NUMBER": NUMBER},
    )  # fmt: skip
    return done.stdout.strip().rpartition("\n")[2]


@pytest.fixture(scope="session")
def kubeconfig() -> Iterator[Path]:
    """A running cluster with the images the overlays name."""
    if GIVEN:
        yield Path(GIVEN).expanduser()
        return
    if not KEPT:
        lab("down")  # of a run that was cut off
    lab("build", module="lab.images")
    lab("up", "--nodes", "1")
    lab("load")
    yield Path(lab("kubeconfig"))
    if not KEPT:
        lab("down")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item,
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Keep what the namespace looked like when a test failed."""
    report = yield
    kubectl = getattr(item, "funcargs", {}).get("kubectl")
    if report.failed and isinstance(kubectl, Kubectl):
        folder = EVIDENCE / item.name
        collect(kubectl, folder)
        report.sections.append(("evidence", f"events, objects and logs are in {folder}"))
    return report


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Give every test of this folder the time a cold machine takes; drills last, for their Airflow stays."""
    here = Path(__file__).parent
    for item in items:
        if item.path.is_relative_to(here):
            item.add_marker(pytest.mark.timeout(HUNG))
    items.sort(key=lambda item: item.path.is_relative_to(here / "drills"))
