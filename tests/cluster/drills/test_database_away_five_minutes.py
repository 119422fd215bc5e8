"""Does a database that has to be repaired cost a task?"""

import pytest
from tests.cluster.drills.faults import database_away
from tests.cluster.drills.outcome import Outcome
from tests.cluster.drills.promises import Promises
from tests.cluster.drills.stage import Stage


@pytest.fixture(scope="module")
def outcome(stage: Stage) -> Outcome:
    return stage.drill(
        "database_away_five_minutes",
        "the database is away for 5 minutes",
        lambda: database_away(stage, seconds=300),
    )


class TestDatabaseAwayFiveMinutes(Promises):
    """The drill keeps them."""
