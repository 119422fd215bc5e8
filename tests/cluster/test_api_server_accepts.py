"""Does a real API server accept every overlay and scenario, defaulted, validated and admitted?

It is given the kinds of other projects, without the operators that act on them.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.cluster.definitions import install
from tests.cluster.kubectl import Kubectl
from tests.rendered import OVERLAYS, SCENARIOS, documents, folder, of_kind


@pytest.fixture(scope="session")
def knowing(kubeconfig: Path) -> Path:
    """The cluster, once it knows the kinds that components use."""
    install(Kubectl(kubeconfig, "default"))
    return kubeconfig


@pytest.fixture(params=[*OVERLAYS, *SCENARIOS])
def overlay(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def kubectl(knowing: Path, overlay: str) -> Iterator[Kubectl]:
    """Kubectl in a namespace that exists: a dry run makes none."""
    named = [namespace["metadata"]["name"] for namespace in of_kind(overlay, "Namespace")]
    used = [found["metadata"].get("namespace") for found in documents(overlay)]
    name = next(filter(None, [*named, *used]), "airkust-dry-run")
    cluster = Kubectl(knowing, name)
    existed = name in {found["metadata"]["name"] for found in cluster.items("namespaces")}
    if not existed:
        cluster.run("create", "namespace", name)
    yield cluster
    if not existed:
        cluster.run("delete", "namespace", name)


def test_the_overlay_is_accepted(overlay: str, kubectl: Kubectl) -> None:
    accepted = kubectl.run(
        "apply", "--server-side", "--dry-run=server", "--validate=strict", "-k", folder(overlay)
    )
    assert len(accepted.splitlines()) == len(documents(overlay))
