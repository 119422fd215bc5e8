"""Does deleting the overlay leave nothing behind? Named to run last: it takes the shared Airflow away."""

import pytest
from tests.cluster.dev.conftest import NAMESPACE, OVERLAY, ROLLOUT
from tests.cluster.kubectl import Kubectl, wait_until


@pytest.fixture(scope="module")
def deleted(applied: Kubectl) -> Kubectl:
    # the namespace goes first and may take objects along before kubectl asks for them
    applied.run("delete", "-k", OVERLAY, "--ignore-not-found", "--wait", timeout=ROLLOUT)
    return applied


def test_the_namespace_is_gone(deleted: Kubectl) -> None:
    names = {namespace["metadata"]["name"] for namespace in deleted.items("namespaces")}
    assert NAMESPACE not in names


def test_no_volume_of_it_is_left(deleted: Kubectl) -> None:
    def volumes() -> list[str]:
        claims = [v["spec"].get("claimRef", {}) for v in deleted.items("persistentvolumes")]
        return [claim["name"] for claim in claims if claim.get("namespace") == NAMESPACE]

    wait_until(lambda: not volumes(), "the volumes of the namespace to be reclaimed")
