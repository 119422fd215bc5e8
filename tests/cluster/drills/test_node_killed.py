"""Does everything go on when a machine loses its power?"""

from collections.abc import Iterator

import pytest
from tests.cluster.drills.faults import restored, wait_until_not_ready
from tests.cluster.drills.outcome import NODE_LOST, Outcome
from tests.cluster.drills.promises import Promises
from tests.cluster.drills.stage import Stage

from lab import faults
from lab.progress import Progress


@pytest.fixture(scope="module")
def outcome(stage: Stage) -> Iterator[Outcome]:
    victim = ""

    def kill_the_busiest() -> None:
        nonlocal victim
        victim = stage.core.busiest_node()
        stage.touched |= stage.core.tasks_on(victim)
        stage.core.gone_nodes.add(victim)
        faults.kill_node(stage.lab.node_named(victim), Progress())
        wait_until_not_ready(stage, victim)
        stage.touched |= stage.core.tasks_on(victim)  # those sent there before it was missed

    yield stage.drill(
        "node_killed",
        "the node with most task pods loses power",
        kill_the_busiest,
        retried=True,
        goal=NODE_LOST,
    )
    restored(stage, victim)


class TestNodeKilled(Promises):
    """The drill keeps them."""
