"""Does a changed setting roll out without a task noticing?"""

import time

import pytest
from tests.cluster.drills.faults import roll_out
from tests.cluster.drills.outcome import ROLLED, Outcome
from tests.cluster.drills.overlay import written
from tests.cluster.drills.promises import Promises
from tests.cluster.drills.stage import Stage

# One that no task feels, with a value that no run before this one has set.
SETTING = "AIRFLOW__CORE__MAX_MAP_LENGTH"


@pytest.fixture(scope="module")
def outcome(stage: Stage) -> Outcome:
    def change() -> None:
        overlay = written(settings={SETTING: str(1024 + int(time.time()) % 100_000)})
        roll_out(stage, overlay)

    return stage.drill("config_changed", "a setting is changed and applied", change, goal=ROLLED)


class TestConfigChanged(Promises):
    """The drill keeps them."""
