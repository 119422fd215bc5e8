"""Do tasks go on when the scheduler that started them dies?"""

import pytest
from tests.cluster.drills.faults import lose
from tests.cluster.drills.outcome import POD_LOST, Outcome
from tests.cluster.drills.promises import Promises
from tests.cluster.drills.stage import Stage


@pytest.fixture(scope="module")
def outcome(stage: Stage) -> Outcome:
    def kill_the_owner() -> None:
        [(owner, _)] = stage.metadata.owners().most_common(1)
        lose(stage, next(pod for pod in stage.core.of("scheduler") if pod["metadata"]["name"] == owner))

    return stage.drill(
        "scheduler_killed", "the scheduler that owns most tasks is killed", kill_the_owner, goal=POD_LOST
    )


class TestSchedulerKilled(Promises):
    """The drill keeps them."""
