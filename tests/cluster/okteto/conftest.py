"""One Airflow from overlays/okteto, in a namespace as strict as Pod Security knows, that is brought files.

Okteto's own file sync (Syncthing, in an image of Okteto's) is stood in for by tar through `kubectl exec`,
into the same pod and folder. From the file on the volume to the run, all is the real thing.
"""

import io
import subprocess
import sys
import tarfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tests.cluster.airflow_api import AirflowApi, reached
from tests.cluster.kubectl import Kubectl

OVERLAY = "overlays/okteto"
NAMESPACE = "airflow-okteto"
ROLLOUT = 600  # seconds: ends a hang
FOLDER = "/opt/airflow/dags"  # as okteto.yaml says

Bring = Callable[[str, str], None]


@pytest.fixture(scope="session")
def kubectl(kubeconfig: Path) -> Kubectl:
    return Kubectl(kubeconfig, NAMESPACE)


@pytest.fixture(scope="session")
def applied(kubectl: Kubectl) -> Iterator[Kubectl]:
    """The overlay, applied as its README says, with every rollout ended."""
    kubectl.run("delete", "namespace", NAMESPACE, "--ignore-not-found", "--wait", timeout=ROLLOUT)
    with kubectl.namespace_made():
        kubectl.run("label", "namespace", NAMESPACE, "pod-security.kubernetes.io/enforce=restricted")
        started = time.monotonic()
        kubectl.run("apply", "-k", OVERLAY)
        kubectl.await_rollouts(ROLLOUT)
        sys.stderr.write(f"\n{OVERLAY}: applied and ready after {time.monotonic() - started:.0f} s\n")
        yield kubectl


@pytest.fixture(scope="session")
def airflow(applied: Kubectl) -> Iterator[AirflowApi]:
    with reached(applied) as api:
        yield api


@pytest.fixture(scope="session")
def bring(applied: Kubectl) -> Bring:
    """Write a file into the folder of DAGs, as the last step of any file sync does."""

    def write(name: str, text: str) -> None:
        packed = io.BytesIO()
        with tarfile.open(fileobj=packed, mode="w") as archive:
            entry = tarfile.TarInfo(name)
            entry.size, entry.mtime = len(text.encode()), int(time.time())
            archive.addfile(entry, io.BytesIO(text.encode()))
        subprocess.run(
            applied.argv(
                "exec", "--stdin", "deployment/airflow-dag-processor", "-c", "airflow", "--",
                "tar", "-C", FOLDER, "--no-same-owner", "-xf", "-",
            ),
            input=packed.getvalue(), check=True, capture_output=True, timeout=60,
        )  # fmt: skip

    return write
