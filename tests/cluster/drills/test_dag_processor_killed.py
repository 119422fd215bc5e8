"""Does the loss of a DAG processor stop any task?"""

import pytest
from tests.cluster.drills.faults import lose_oldest
from tests.cluster.drills.outcome import POD_LOST, Outcome
from tests.cluster.drills.promises import Promises
from tests.cluster.drills.stage import Stage


@pytest.fixture(scope="module")
def outcome(stage: Stage) -> Outcome:
    return stage.drill(
        "dag_processor_killed",
        "a DAG processor is killed",
        lambda: lose_oldest(stage, "dag-processor"),
        goal=POD_LOST,
    )


class TestDagProcessorKilled(Promises):
    """The drill keeps them."""
