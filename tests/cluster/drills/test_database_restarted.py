"""Does a database that restarts cost a task?"""

import pytest
from tests.cluster.drills.faults import database_away
from tests.cluster.drills.outcome import DATABASE_RESTARTED, Outcome
from tests.cluster.drills.promises import Promises
from tests.cluster.drills.stage import Stage


@pytest.fixture(scope="module")
def outcome(stage: Stage) -> Outcome:
    return stage.drill(
        "database_restarted",
        "the database is killed, and back after 5 s",
        lambda: database_away(stage, seconds=5),
        goal=DATABASE_RESTARTED,
    )


class TestDatabaseRestarted(Promises):
    """The drill keeps them."""
