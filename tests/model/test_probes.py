"""What does the kubelet ask a container, and for how long does it accept no answer?"""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.model.manifests import config_map, only_workload, pod

from airkust.model.probes import Probe, http_probes, probe_of, probes


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


def probe(body: str, kind: str = "livenessProbe") -> Probe | None:
    _, workload = only_workload(pod(f"{kind}: {body}"))
    return probe_of(workload.containers[0], kind)


def test_a_probe_without_a_question_is_none() -> None:
    assert probe("{periodSeconds: 5}") is None


def test_the_numbers_default_as_in_kubernetes() -> None:
    found = probe("{httpGet: {port: 80}}")
    assert found
    assert (found.initial_delay, found.period, found.timeout, found.failures) == (0, 10, 1, 3)


@pytest.mark.parametrize("junk", ["'5'", "true", "-1", "0", "1.5", "[]"])
def test_a_number_that_is_none_is_the_default(junk: str) -> None:
    found = probe(f"{{httpGet: {{port: 80}}, periodSeconds: {junk}}}")
    assert found
    assert found.period == 10


@given(
    period=st.integers(1, 600),
    failures=st.integers(1, 100),
    delay=st.integers(0, 600),
    first=st.integers(0, 5000),
)
def test_no_container_is_restarted_within_the_patience_of_its_probe(
    period: int, failures: int, delay: int, first: int
) -> None:
    """Simulated: it breaks at any time; the kubelet counts failures at each tick."""
    _, workload = only_workload(pod(""))
    body = {"periodSeconds": period, "failureThreshold": failures, "initialDelaySeconds": delay}
    judged = Probe(workload.containers[0], "livenessProbe", body)
    ticks = range(delay, delay + first + period * (failures + 1), period)
    failed = [tick for tick in ticks if tick >= delay + first][:failures]
    assert failed[-1] - (delay + first) >= judged.patience


def test_the_script_of_a_probe_includes_the_files_it_names() -> None:
    found, workload = only_workload(
        config_map("probes", alive="import psycopg2"),
        pod(
            "livenessProbe: {exec: {command: [python, /probes/alive]}}, "
            "volumeMounts: [{name: probes, mountPath: /probes}]",
            "volumes: [{name: probes, configMap: {name: probes}}]",
        ),
    )
    [only] = probes(workload.containers[0])
    assert only.script(found.index, workload) == "python /probes/alive\nimport psycopg2"
