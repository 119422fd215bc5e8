"""Does half a minute without names cost a task?"""

import time

import pytest
from tests.cluster.drills.outcome import Outcome
from tests.cluster.drills.promises import Promises
from tests.cluster.drills.stage import Stage

from lab import faults
from lab.progress import Progress

AWAY = 30  # seconds


@pytest.fixture(scope="module")
def outcome(stage: Stage) -> Outcome:
    def stop_and_start() -> None:
        faults.stop_dns(stage.lab, Progress())
        time.sleep(AWAY)
        faults.start_dns(stage.lab, Progress())

    return stage.drill("dns_away", f"the cluster's DNS is away for {AWAY} s", stop_and_start)


class TestDnsAway(Promises):
    """The drill keeps them."""
