"""Does a person see their DAGs in a real browser?"""

import shutil
import subprocess
from pathlib import Path

import pytest
from tests.cluster.airflow_api import AirflowApi
from tests.cluster.kubectl import ROOT, Kubectl

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
SCREENSHOT = ROOT / "build" / "dags.png"


@pytest.fixture(scope="module")
def chromium(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """The command line of a browser without a window, on a profile of its own."""
    found = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    assert found, f"this test needs a browser: none of {', '.join(BROWSERS)} is on PATH (Debian: chromium)"
    profile = tmp_path_factory.mktemp("profile")
    return [
        found, "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
        "--disable-background-networking", "--disable-component-update", "--disable-sync",
        f"--user-data-dir={profile}", "--window-size=1280,860",
        "--virtual-time-budget=30000",  # milliseconds the page may believe to have passed
    ]  # fmt: skip


def test_the_list_of_dags_is_shown(airflow: AirflowApi, chromium: list[str], kubectl: Kubectl) -> None:
    page = subprocess.run(
        [*chromium, "--dump-dom", f"{airflow.url}/dags"],
        check=True, capture_output=True, text=True, timeout=180,
    ).stdout  # fmt: skip
    assert "mapped_tasks" in page


def test_a_screenshot_of_the_list_is_taken(airflow: AirflowApi, chromium: list[str]) -> None:
    SCREENSHOT.parent.mkdir(exist_ok=True)
    SCREENSHOT.unlink(missing_ok=True)
    subprocess.run(
        [*chromium, f"--screenshot={SCREENSHOT}", f"{airflow.url}/dags"],
        check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    assert Path(SCREENSHOT).stat().st_size > 10_000  # bytes; an empty page has fewer
