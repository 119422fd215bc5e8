"""What does the load cost when nothing breaks? What every other drill is read beside."""

import pytest
from tests.cluster.drills.outcome import Outcome
from tests.cluster.drills.promises import Promises
from tests.cluster.drills.stage import Stage


@pytest.fixture(scope="module")
def outcome(stage: Stage) -> Outcome:
    return stage.drill("undisturbed", "nothing", lambda: None)


class TestUndisturbed(Promises):
    """The drill keeps them."""
