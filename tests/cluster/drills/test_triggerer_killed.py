"""Do deferred tasks come back when the triggerer that holds their triggers dies?"""

import pytest
from tests.cluster.drills.faults import lose
from tests.cluster.drills.outcome import POD_LOST, Outcome
from tests.cluster.drills.promises import Promises
from tests.cluster.drills.stage import Stage


@pytest.fixture(scope="module")
def outcome(stage: Stage) -> Outcome:
    def kill_the_owner() -> None:
        [(owner, _)] = stage.metadata.trigger_owners().most_common(1)
        lose(stage, next(pod for pod in stage.core.of("triggerer") if pod["status"]["podIP"] == owner))

    return stage.drill(
        "triggerer_killed", "the triggerer that holds most triggers is killed", kill_the_owner, goal=POD_LOST
    )


class TestTriggererKilled(Promises):
    """The drill keeps them."""
