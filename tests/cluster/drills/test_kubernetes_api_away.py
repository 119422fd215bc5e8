"""Does a minute without the Kubernetes API cost a task?"""

import time

import pytest
from tests.cluster.drills.outcome import Outcome
from tests.cluster.drills.promises import Promises
from tests.cluster.drills.stage import Stage

from lab import faults
from lab.progress import Progress

AWAY = 60  # seconds


@pytest.fixture(scope="module")
def outcome(stage: Stage) -> Outcome:
    def stop_and_start() -> None:
        faults.stop_api(stage.lab, Progress())
        time.sleep(AWAY)
        faults.start_api(stage.lab, Progress())

    return stage.drill("kubernetes_api_away", f"the Kubernetes API is away for {AWAY} s", stop_and_start)


class TestKubernetesApiAway(Promises):
    """The drill keeps them."""
