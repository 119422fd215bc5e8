"""Which pods does the scheduler of Kubernetes put before which?"""

import pytest
from tests.model.manifests import only_workload, pod

from airkust.model.priorities import priority_of

HIGH = "{apiVersion: scheduling.k8s.io/v1, kind: PriorityClass, metadata: {name: high}, value: 1000}"
USUAL = HIGH.replace("high", "usual").replace("1000", "10, globalDefault: true")


@pytest.mark.parametrize(
    ("spec", "classes", "expected"),
    [
        ("", [], "0 (no class)"),
        ("", [HIGH], "0 (no class)"),
        ("", [HIGH, USUAL], "10 (PriorityClass/usual)"),
        ("priorityClassName: high", [HIGH, USUAL], "1000 (PriorityClass/high)"),
        ("priorityClassName: other", [HIGH], "that of PriorityClass/other"),
        ("priorityClassName: system-node-critical", [], "2000001000 (PriorityClass/system-node-critical)"),
    ],
)
def test_the_priority_is_that_of_the_class(spec: str, classes: list[str], expected: str) -> None:
    found, workload = only_workload(pod("ports: []", spec), *classes)
    assert str(priority_of(found, workload)) == expected
