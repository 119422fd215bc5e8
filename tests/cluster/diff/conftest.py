"""Which cluster do the tests of `airkust diff` ask, and as whom?

A real API server with its controllers and without nodes: nothing runs there, and nothing has to. It is a lab
of these tests' own, taken down at the end; AIRKUST_E2E_KEEP=1 leaves it. The cluster behind
AIRKUST_E2E_KUBECONFIG where that is set: tests that look into the lab's files are then left out.
"""

import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.cluster.conftest import GIVEN, KEPT
from tests.cluster.diff import users
from tests.cluster.diff.fault_proxy import FaultProxy, standing_before
from tests.cluster.diff.verdict import Differ
from tests.cluster.kubectl import Kubectl
from tests.conftest import Run

from lab import cluster
from lab.layout import Lab
from lab.progress import Progress

NUMBER = 6

collect_ignore = ["test_expired_token.py", "test_webhooks.py", "test_zz_audit.py"] if GIVEN else []


@pytest.fixture(scope="session")
def own_lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    """A lab without nodes."""
    cache = Lab.from_environment().cache
    state = cache.with_name("lab-diff-state") if KEPT else tmp_path_factory.mktemp("lab") / "state"
    here = Lab(NUMBER, state, cache)
    cluster.up(here, 0, Progress())
    yield here
    if not KEPT:
        cluster.down(here, Progress())


@pytest.fixture(scope="session")
def api_lab(request: pytest.FixtureRequest) -> Path:
    """The kubeconfig of the administrator of a real API server."""
    if GIVEN:
        return Path(GIVEN).expanduser()
    lab: Lab = request.getfixturevalue("own_lab")
    return lab.kubeconfig


@pytest.fixture(scope="session")
def as_diff(api_lab: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The kubeconfig of somebody who may do everything, known to the audit log as the diff's user."""
    path = tmp_path_factory.mktemp("user") / "kubeconfig"
    return users.impersonating(Kubectl(api_lab), path, users.NAME, users.ADMINISTRATORS)


@pytest.fixture
def namespace(api_lab: Path) -> Iterator[str]:
    """A namespace of the test's own; nobody waits for its end."""
    name = f"diff-{uuid.uuid4().hex[:8]}"
    admin = Kubectl(api_lab)
    admin.run("create", "namespace", name)
    yield name
    admin.run("delete", "namespace", name, "--wait=false")


@pytest.fixture
def kubectl(api_lab: Path, namespace: str) -> Kubectl:
    """The kubectl of the administrator in that namespace."""
    return Kubectl(api_lab, namespace)


@pytest.fixture
def diff(airkust: Run, as_diff: Path, namespace: str) -> Differ:
    """`airkust diff` of the diff's user in that namespace."""
    return Differ(airkust, as_diff, namespace)


@pytest.fixture
def faults(as_diff: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[FaultProxy]:
    """A proxy before the API server that makes no mistake yet, with the login of the diff's user."""
    with standing_before(Kubectl(as_diff), tmp_path_factory.mktemp("proxy")) as proxy:
        yield proxy
