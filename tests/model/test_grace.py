"""The time a pod has to end."""

import pytest
from tests.model.manifests import only_workload, pod

from airkust.model.grace import grace_seconds, shown


@pytest.mark.parametrize(
    ("spec", "seconds", "text"),
    [
        ("", 30, "terminationGracePeriodSeconds 30, the default"),
        ("terminationGracePeriodSeconds: 120", 120, "terminationGracePeriodSeconds 120"),
        ("terminationGracePeriodSeconds: 30", 30, "terminationGracePeriodSeconds 30"),
        ("terminationGracePeriodSeconds: 0", 0, "terminationGracePeriodSeconds 0"),
        ("terminationGracePeriodSeconds: true", 30, "terminationGracePeriodSeconds 30, the default"),
        ("terminationGracePeriodSeconds: soon", 30, "terminationGracePeriodSeconds 30, the default"),
    ],
)
def test_a_pod_has_what_it_says_or_thirty_seconds(spec: str, seconds: int, text: str) -> None:
    _, workload = only_workload(pod("args: [scheduler]", spec))
    assert (grace_seconds(workload), shown(workload)) == (seconds, text)
