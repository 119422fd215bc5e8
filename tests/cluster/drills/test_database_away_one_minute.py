"""Does a failover that takes a minute cost a task?"""

import pytest
from tests.cluster.drills.faults import database_away
from tests.cluster.drills.outcome import Outcome
from tests.cluster.drills.promises import Promises
from tests.cluster.drills.stage import Stage


@pytest.fixture(scope="module")
def outcome(stage: Stage) -> Outcome:
    return stage.drill(
        "database_away_one_minute",
        "the database is away for 60 s",
        lambda: database_away(stage, seconds=60),
    )


class TestDatabaseAwayOneMinute(Promises):
    """The drill keeps them."""
