"""What does a container do before SIGTERM reaches it?"""

import pytest
from tests.model.manifests import only_workload, pod

from airkust.model.shutdown import pre_stop_seconds


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
