"""Can every node be drained, one after the other, while DAGs run?"""

import pytest
from tests.cluster.drills.conftest import SITE_NODE
from tests.cluster.drills.outcome import ROLLED, Outcome
from tests.cluster.drills.promises import Promises
from tests.cluster.drills.stage import Stage
from tests.cluster.ha.facts import ROLLOUT


@pytest.fixture(scope="module")
def outcome(stage: Stage) -> Outcome:
    def drain_each() -> None:
        for place in stage.lab.nodes():
            if place.name != SITE_NODE:
                drain(stage, place.name)

    return stage.drill(
        "every_node_drained",
        "each of the three nodes is drained, one after the other",
        drain_each,
        retried=True,
        times=2,  # longer than three drains take
        goal=ROLLED,
    )


class TestEveryNodeDrained(Promises):
    """The drill keeps them."""


def drain(stage: Stage, node: str) -> None:
    """Evict all there is, wait until it is ready elsewhere, and take the node back."""
    stage.kubectl.run("cordon", node)
    stage.touched |= stage.core.tasks_on(node)
    stage.kubectl.run(
        "drain", node, "--force", "--ignore-daemonsets", "--delete-emptydir-data", f"--timeout={ROLLOUT}s",
        timeout=ROLLOUT + 30,
    )  # fmt: skip
    stage.kubectl.await_rollouts(ROLLOUT)
    stage.kubectl.run("uncordon", node)
