"""Labs of these tests' own, beside whatever lab is running. They need root, and no images but pause."""

from collections.abc import Iterator

import pytest

from lab import cluster
from lab.layout import Lab
from lab.progress import Progress


@pytest.fixture(scope="session")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    """A lab with two nodes, shared by the tests that leave it as they found it."""
    here = Lab(9, tmp_path_factory.mktemp("lab") / "state", Lab.from_environment().cache)
    cluster.up(here, 2, Progress())
    yield here
    cluster.down(here, Progress())


@pytest.fixture
def another(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    """A lab that is not up yet, and is gone afterwards whatever the test did to it."""
    here = Lab(8, tmp_path_factory.mktemp("another") / "state", Lab.from_environment().cache)
    yield here
    cluster.down(here, Progress())
