"""What a container asks of its node, with the defaults of Kubernetes and of LimitRanges."""

from tests.model.manifests import only_workload, pod

from airkust.model.demands import Demands, demands


def asked(container: str, *limit_ranges: str) -> Demands:
    found, workload = only_workload(pod(container), *limit_ranges)
    return demands(found.index, workload.namespace, workload.containers[0])


def limit_range(item: str, namespace: str = "") -> str:
    metadata = f"{{name: l, namespace: {namespace}}}" if namespace else "{name: l}"
    return f"{{apiVersion: v1, kind: LimitRange, metadata: {metadata}, spec: {{limits: [{item}]}}}}"


def test_a_limit_is_a_request_unless_one_is_stated() -> None:
    found = asked("resources: {limits: {cpu: 2, memory: 1Gi}, requests: {cpu: 1}}")
    assert found.requests == {"cpu": 1, "memory": "1Gi"}


def test_a_limit_range_fills_in_what_is_missing() -> None:
    item = "{type: Container, default: {memory: 2Gi}, defaultRequest: {memory: 1Gi, cpu: 1}}"
    found = asked("resources: {requests: {cpu: 3}}", limit_range(item))
    assert found == Demands({"cpu": 3, "memory": "1Gi"}, {"memory": "2Gi"})


def test_without_defaults_its_bounds_are_the_defaults() -> None:
    found = asked("ports: []", limit_range("{type: Container, max: {memory: 2Gi}, min: {cpu: 1}}"))
    assert found == Demands({"cpu": 1, "memory": "2Gi"}, {"memory": "2Gi"})


def test_a_limit_range_for_pods_gives_no_defaults() -> None:
    assert asked("ports: []", limit_range("{type: Pod, max: {memory: 2Gi}}")) == Demands({}, {})


def test_a_limit_range_of_another_namespace_holds_elsewhere() -> None:
    other = limit_range("{type: Container, max: {memory: 2Gi}}", namespace="other")
    here = pod("ports: []").replace("{name: p}", "{name: p, namespace: here}")
    found, workload = only_workload(here, other)
    assert demands(found.index, "here", workload.containers[0]) == Demands({}, {})
