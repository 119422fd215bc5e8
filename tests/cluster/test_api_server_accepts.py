"""Does a real API server accept every overlay, defaulted, validated and admitted?"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.cluster.kubectl import Kubectl
from tests.rendered import OVERLAYS, documents, of_kind


@pytest.fixture(params=OVERLAYS)
def overlay(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def kubectl(kubeconfig: Path, overlay: str) -> Iterator[Kubectl]:
    """Kubectl in a namespace that exists: a dry run makes none."""
    named = [namespace["metadata"]["name"] for namespace in of_kind(overlay, "Namespace")]
    name = named[0] if named else "airkust-dry-run"
    cluster = Kubectl(kubeconfig, name)
    existed = name in {found["metadata"]["name"] for found in cluster.items("namespaces")}
    if not existed:
        cluster.run("create", "namespace", name)
    yield cluster
    if not existed:
        cluster.run("delete", "namespace", name)


def test_the_overlay_is_accepted(overlay: str, kubectl: Kubectl) -> None:
    accepted = kubectl.run(
        "apply", "--server-side", "--dry-run=server", "--validate=strict", "-k", f"overlays/{overlay}"
    )
    assert len(accepted.splitlines()) == len(documents(overlay))
