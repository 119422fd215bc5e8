"""Can everything be restarted at once while DAGs run?"""

import pytest
from tests.cluster.drills.outcome import ROLLED, Outcome
from tests.cluster.drills.promises import Promises
from tests.cluster.drills.stage import Stage
from tests.cluster.ha.facts import ROLLOUT


@pytest.fixture(scope="module")
def outcome(stage: Stage) -> Outcome:
    def restart() -> None:
        stage.kubectl.run("rollout", "restart", "deployment")
        stage.kubectl.await_rollouts(ROLLOUT)

    return stage.drill("all_restarted", "every Deployment is restarted at once", restart, goal=ROLLED)


class TestAllRestarted(Promises):
    """The drill keeps them."""
