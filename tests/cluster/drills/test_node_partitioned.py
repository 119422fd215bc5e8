"""Does a node that is cut off for two minutes cost a task, or make one run twice?"""

import time

import pytest
from tests.cluster.drills.faults import restored, wait_until_not_ready
from tests.cluster.drills.outcome import NODE_LOST, Outcome
from tests.cluster.drills.promises import Promises
from tests.cluster.drills.stage import Stage

from lab import faults
from lab.progress import Progress

CUT = 120  # seconds: long enough that the core is replaced elsewhere


@pytest.fixture(scope="module")
def outcome(stage: Stage) -> Outcome:
    def cut_off_the_busiest() -> None:
        victim = stage.core.busiest_node()
        since = time.monotonic()
        stage.core.gone_nodes.add(victim)
        faults.partition(stage.lab.node_named(victim), Progress())
        wait_until_not_ready(stage, victim)
        stage.touched |= stage.core.tasks_on(victim)
        time.sleep(max(0.0, since + CUT - time.monotonic()))
        restored(stage, victim)

    return stage.drill(
        "node_partitioned",
        f"the node with most task pods is cut off for {CUT} s",
        cut_off_the_busiest,
        retried=True,
        goal=NODE_LOST,
    )


class TestNodePartitioned(Promises):
    """The drill keeps them."""
