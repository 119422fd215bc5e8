"""Do the commands of docs/local.md, as they stand there, end in an Airflow that runs the example DAGs?

They run in the image of Python 3.13, for this machine may have another one; on a copy of the checkout, for
they write into it; and on the machine's own network, with a port of its own.
"""

import re
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.cluster.airflow_api import AirflowApi, answers
from tests.cluster.containers import environment, podman
from tests.cluster.kubectl import ROOT, wait_until
from tests.postgresql import free_port

from lab.images.engine import CERTIFICATES, LOW_LIMITS
from lab.images.recipes import PYTHON

NAME = "airkust-e2e-local"
EXAMPLES = ["deferrable_sensor", "mapped_tasks", "retried_task", "xcom"]


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The files git knows, those not committed yet among them."""
    folder = tmp_path_factory.mktemp("checkout")
    subprocess.run(["git", "checkout-index", "--all", f"--prefix={folder}/"], check=True, cwd=ROOT)
    guide = ROOT / "docs/local.md"
    (block,) = re.findall(r"```sh\n(.*?)```", guide.read_text(), flags=re.DOTALL)
    (folder / "guide.sh").write_text(block)
    return folder


@pytest.fixture(scope="module")
def airflow(checkout: Path) -> Iterator[AirflowApi]:
    port = free_port()
    engine = podman(PYTHON)
    argv, variables = ["podman", *engine.places], environment()
    trusted = f"{CERTIFICATES}:{CERTIFICATES}:ro"  # a package index behind this machine's proxy
    flags = [
        "--detach", "--name", NAME, *LOW_LIMITS, "--network", "host",
        "--env", f"AIRFLOW__API__PORT={port}", "--env", f"AIRFLOW__API__BASE_URL=http://localhost:{port}",
        "--volume", f"{checkout}:/airkust", "--workdir", "/airkust",
        "--volume", trusted, "--env", f"PIP_CERT={CERTIFICATES}/ca-certificates.crt",
    ]  # fmt: skip
    subprocess.run([*argv, "rm", "--force", "--ignore", NAME], check=True, capture_output=True, env=variables)

    def ended() -> bool:
        listed = subprocess.run(
            [*argv, "ps", "--quiet", "--filter", f"name={NAME}"],
            check=True, capture_output=True, env=variables,
        )  # fmt: skip
        return not listed.stdout

    started = time.monotonic()
    start = [*argv, "run", *flags, PYTHON.reference, "sh", "-e", "guide.sh"]
    subprocess.run(start, check=True, capture_output=True, env=variables)
    try:
        url = f"http://127.0.0.1:{port}"
        wait_until(lambda: ended() or answers(url), "the guide's Airflow to answer", deadline=900)
        assert not ended(), subprocess.run([*argv, "logs", "--tail", "20", NAME], check=True, env=variables)
        sys.stderr.write(f"\ndocs/local.md: answers after {time.monotonic() - started:.0f} s\n")
        yield AirflowApi(url)
    finally:
        said = subprocess.run(
            [*argv, "logs", NAME], check=False, capture_output=True, text=True, env=variables
        )
        (checkout / "guide.log").write_text(said.stdout + said.stderr)
        subprocess.run([*argv, "rm", "--force", "--time", "5", NAME], check=True, env=variables)


@pytest.mark.parametrize("dag_id", EXAMPLES)
def test_an_example_runs_to_success(dag_id: str, airflow: AirflowApi) -> None:
    assert airflow.wait_for_end(dag_id, airflow.trigger(dag_id)) == "success"
