"""Does ha-prod come up on an empty database without a process that stops and comes back?"""

import pytest
from tests.cluster.airflow_api import AirflowApi
from tests.cluster.kubectl import Kubectl

# Two dag-processors may write the first row of a bundle at once: docs/tried.md.
COMPONENTS = ("api-server", "execution-api", "scheduler", "triggerer", "permissions", "admin")


@pytest.mark.parametrize("component", COMPONENTS)
def test_nothing_was_restarted(component: str, airflow: AirflowApi, applied: Kubectl) -> None:
    pods = applied.items("pods", "--selector", f"app.kubernetes.io/component={component}")
    restarts = {
        pod["metadata"]["name"]: status["restartCount"]
        for pod in pods
        for status in pod["status"]["containerStatuses"]
    }
    assert set(restarts.values()) == {0}, restarts
