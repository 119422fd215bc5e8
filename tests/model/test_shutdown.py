"""How is a pod stopped: what runs before SIGTERM, and when is it killed?"""

import pytest
from tests.model.manifests import only_workload, pod

from airkust.model.shutdown import grace_seconds, pre_stop_seconds


@pytest.mark.parametrize(
    ("hook", "expected"),
    [
        ("", 0),
        ("{sleep: {seconds: 5}}", 5),
        ("{exec: {command: [sleep, '7']}}", 7),
        ("{exec: {command: [sh, -c, 'sleep 5; kill -INT 1; sleep 50']}}", 55),
        ("{exec: {command: [sh, -c, 'sleep 5s && true']}}", 5),
        ("{exec: {command: [sh, -c, 'sleep $WAIT']}}", None),
        ("{exec: {command: [/drain.sh]}}", None),
        ("{httpGet: {path: /drain, port: 80}}", None),
    ],
)
def test_a_hook_holds_the_signal_back_for_as_long_as_it_sleeps(hook: str, expected: int | None) -> None:
    _, workload = only_workload(pod(f"lifecycle: {{preStop: {hook}}}" if hook else "ports: []"))
    assert pre_stop_seconds(workload.containers[0]) == expected


@pytest.mark.parametrize(("written", "expected"), [("60", 60), ("0", 0), ("'60'", 30), ("true", 30)])
def test_the_grace_is_30_seconds_unless_a_number_is_written(written: str, expected: int) -> None:
    _, workload = only_workload(pod("ports: []", f"terminationGracePeriodSeconds: {written}"))
    assert grace_seconds(workload) == expected
