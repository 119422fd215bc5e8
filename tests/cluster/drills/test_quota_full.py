"""Do tasks wait for room, instead of failing, when the namespace may have no more pods?"""

import time

import pytest
from tests.cluster.drills.outcome import Outcome
from tests.cluster.drills.promises import Promises
from tests.cluster.drills.stage import Stage

FULL = 60  # seconds


@pytest.fixture(scope="module")
def outcome(stage: Stage) -> Outcome:
    def fill() -> None:
        stage.kubectl.run("create", "quota", "drill", "--hard=pods=1")
        time.sleep(FULL)
        stage.kubectl.run("delete", "quota", "drill")

    return stage.drill("quota_full", f"the namespace may have no more pods for {FULL} s", fill)


class TestQuotaFull(Promises):
    """The drill keeps them."""
