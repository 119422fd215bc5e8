"""Does applying the same overlay again leave everything as it is?"""

from tests.cluster.dev.conftest import OVERLAY
from tests.cluster.kubectl import Kubectl


def test_a_second_apply_changes_no_object(applied: Kubectl) -> None:
    lines = applied.run("apply", "-k", OVERLAY).splitlines()
    assert [line for line in lines if not line.endswith(" unchanged")] == []


def test_a_second_apply_replaces_no_pod(applied: Kubectl) -> None:
    core = "app.kubernetes.io/part-of=airflow"
    before = {pod["metadata"]["uid"] for pod in applied.items("pods", "--selector", core)}
    applied.run("apply", "-k", OVERLAY)
    after = {pod["metadata"]["uid"] for pod in applied.items("pods", "--selector", core)}
    assert after == before
