"""Which pages does the kubelet ask a container for?"""

from tests.model.manifests import only_workload, pod

from airkust.model.probes import http_probes


def paths(container: str) -> list[tuple[str, str]]:
    _, workload = only_workload(pod(container))
    return [(probe.kind, probe.path) for probe in http_probes(workload.containers[0])]


def test_probes_come_in_the_order_the_kubelet_starts_to_ask() -> None:
    asked = paths("livenessProbe: {httpGet: {path: /a}}, startupProbe: {httpGet: {path: /b}}")
    assert asked == [("startupProbe", "/b"), ("livenessProbe", "/a")]


def test_a_query_and_a_last_slash_are_no_part_of_the_page() -> None:
    assert paths("livenessProbe: {httpGet: {path: '/health/?full=1'}}") == [("livenessProbe", "/health")]


def test_without_a_path_the_root_is_asked() -> None:
    assert paths("livenessProbe: {httpGet: {port: 80}}") == [("livenessProbe", "/")]


def test_a_command_asks_for_no_page() -> None:
    assert paths("livenessProbe: {exec: {command: ['true']}}") == []


def test_the_field_leads_to_the_path() -> None:
    _, workload = only_workload(pod("livenessProbe: {httpGet: {path: /a}}"))
    [probe] = http_probes(workload.containers[0])
    assert probe.field == "spec.containers[0].livenessProbe.httpGet.path"
