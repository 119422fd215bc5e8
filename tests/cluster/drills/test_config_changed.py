"""Does a changed setting roll out without a task noticing?"""

import time

import pytest
from tests.cluster.drills.conftest import ROLLOUT
from tests.cluster.drills.outcome import ROLLED, Outcome
from tests.cluster.drills.overlay import written
from tests.cluster.drills.promises import Promises
from tests.cluster.drills.stage import Stage
from tests.cluster.kubectl import Kubectl

# One that no task feels, with a value that no run before this one has set.
SETTING = "AIRFLOW__CORE__MAX_MAP_LENGTH"


@pytest.fixture(scope="module")
def outcome(stage: Stage) -> Outcome:
    def change() -> None:
        overlay = written(settings={SETTING: str(1024 + int(time.time()) % 100_000)})
        Kubectl(stage.kubectl.kubeconfig, "").run("apply", "-k", overlay)
        stage.kubectl.await_rollouts(ROLLOUT)

    return stage.drill("config_changed", "a setting is changed and applied", change, goal=ROLLED)


class TestConfigChanged(Promises):
    """The drill keeps them."""
