"""Do tasks notice that one of two execution APIs is gone?"""

import pytest
from tests.cluster.drills.faults import lose_oldest
from tests.cluster.drills.outcome import POD_LOST, Outcome
from tests.cluster.drills.promises import Promises
from tests.cluster.drills.stage import Stage


@pytest.fixture(scope="module")
def outcome(stage: Stage) -> Outcome:
    return stage.drill(
        "execution_api_killed",
        "an execution API is killed",
        lambda: lose_oldest(stage, "execution-api"),
        goal=POD_LOST,
    )


class TestExecutionApiKilled(Promises):
    """The drill keeps them."""
