"""Does the drain of a node end, with everything ready elsewhere? Runs last: no forwarded port survives it."""

from collections import Counter
from collections.abc import Iterator

import pytest
from tests.cluster.ha.facts import COMPONENTS, CORE, ROLLOUT
from tests.cluster.kubectl import Kubectl, wait_until


@pytest.fixture(scope="module")
def drained(applied: Kubectl) -> Iterator[str]:
    """The node that had most of the core, after its pods were evicted one by one as their budgets allow.

    The site's pods stay: a database without a volume does not survive an eviction.
    """
    nodes = Counter(pod["spec"]["nodeName"] for pod in applied.items("pods", "--selector", CORE))
    [(node, _)] = nodes.most_common(1)
    applied.run(
        "drain", node, "--pod-selector", "app.kubernetes.io/name=airflow", "--delete-emptydir-data",
        f"--timeout={ROLLOUT}s", timeout=ROLLOUT + 30,
    )  # fmt: skip
    yield node
    applied.run("uncordon", node)


def test_no_pod_of_the_core_is_left_there(drained: str, applied: Kubectl, kubectl: Kubectl) -> None:
    places = {pod["spec"].get("nodeName") for pod in applied.items("pods", "--selector", CORE)}
    assert drained not in places


def test_every_replica_gets_ready_elsewhere(drained: str, applied: Kubectl, kubectl: Kubectl) -> None:
    def lacking() -> list[str]:
        deployments = applied.items("deployment")
        return [d["metadata"]["name"] for d in deployments if d["status"].get("readyReplicas", 0) < 2]

    wait_until(lambda: not lacking(), f"the replicas of {len(COMPONENTS)} Deployments", deadline=ROLLOUT)
