"""Our own Airflow image, built once in the lab's image store."""

import pytest

from lab.images import airflow
from lab.images.archives import cache_folder, store
from lab.images.engine import Engine
from lab.progress import Progress

IMAGE = "localhost/airkust-lab/airflow-under-test:latest"


@pytest.fixture(scope="session")
def engine() -> Engine:
    """Holds the image."""
    own = store(cache_folder())
    airflow.build(own, Progress(), tag=IMAGE)
    return own
