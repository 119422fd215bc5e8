"""Do people notice that one of two api-servers is gone?"""

import pytest
from tests.cluster.drills.faults import lose_oldest
from tests.cluster.drills.outcome import POD_LOST, Outcome
from tests.cluster.drills.promises import Promises
from tests.cluster.drills.stage import Stage


@pytest.fixture(scope="module")
def outcome(stage: Stage) -> Outcome:
    return stage.drill(
        "api_server_killed",
        "an api-server is killed",
        lambda: lose_oldest(stage, "api-server"),
        goal=POD_LOST,
    )


class TestApiServerKilled(Promises):
    """The drill keeps them."""
