"""Does Airflow get over the loss of half its connections to the database?"""

import pytest
from tests.cluster.drills.faults import lose_oldest
from tests.cluster.drills.outcome import POD_LOST, Outcome
from tests.cluster.drills.promises import Promises
from tests.cluster.drills.stage import Stage


@pytest.fixture(scope="module")
def outcome(stage: Stage) -> Outcome:
    return stage.drill(
        "pgbouncer_killed", "a PgBouncer is killed", lambda: lose_oldest(stage, "pgbouncer"), goal=POD_LOST
    )


class TestPgbouncerKilled(Promises):
    """The drill keeps them."""
