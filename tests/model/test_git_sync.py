"""What git-sync is told, by flags, by its environment, by nobody."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.model.manifests import only_workload, pod

from airkust.model.environment import environment
from airkust.model.git_sync import MAX_FAILURES, STALE_WORKTREE_TIMEOUT, Option, is_git_sync, seconds
from airkust.model.value import Undetermined

ENV = "env: [{name: GITSYNC_MAX_FAILURES, value: '3'}]"


@pytest.mark.parametrize(
    ("container", "option", "text"),
    [
        ("args: [--max-failures=7]", MAX_FAILURES, "7"),
        ("args: [--max-failures, '-1']", MAX_FAILURES, "-1"),
        ("args: [-max-sync-failures=2]", MAX_FAILURES, "2"),
        ("args: [--max-failures=0, --init-max-failures=9]", MAX_FAILURES, "9"),
        (f"args: [--max-failures=7], {ENV}", MAX_FAILURES, "7"),
        (ENV, MAX_FAILURES, "3"),
        ("args: [max-failures=7]", MAX_FAILURES, "0"),
        ("args: [--root=/git]", STALE_WORKTREE_TIMEOUT, "0s"),
        ("args: [--max-failures]", MAX_FAILURES, ""),
    ],
)
def test_flags_come_first_and_then_the_environment(container: str, option: Option, text: str) -> None:
    rendering, workload = only_workload(pod(container))
    found = workload.containers[0]
    assert option.of(found, environment(rendering.index, workload, found)).text == text


def test_a_secret_as_a_whole_may_set_it() -> None:
    rendering, workload = only_workload(pod("envFrom: [{secretRef: {name: s}}]"))
    found = workload.containers[0]
    setting = MAX_FAILURES.of(found, environment(rendering.index, workload, found))
    assert setting.value == Undetermined("Secret/s")


@pytest.mark.parametrize(
    ("image", "expected"),
    [
        ("registry.k8s.io/git-sync/git-sync:v4.4.2", True),
        ("k8s.gcr.io/git-sync-amd64:v2.0.6", True),
        ("registry.example/git-sync@sha256:0", True),
        ("registry.example/git-sync/exporter:1", False),
    ],
)
def test_the_image_tells_git_sync(image: str, expected: bool) -> None:  # noqa: FBT001 -- the expectation
    _, workload = only_workload(
        f"{{apiVersion: v1, kind: Pod, metadata: {{name: p}}, spec: {{containers: [{{image: '{image}'}}]}}}}"
    )
    assert is_git_sync(workload.containers[0]) is expected


@pytest.mark.parametrize(
    ("duration", "expected"),
    [
        ("0", 0),
        ("0s", 0),
        ("1h30m", 5400),
        ("1.5s", 1.5),
        ("300ms", 0.3),
        ("", None),
        ("5", None),
        ("1d", None),
    ],
)
def test_a_duration_is_read_as_go_reads_it(duration: str, expected: float | None) -> None:
    assert seconds(duration) == (None if expected is None else pytest.approx(expected))


@given(st.integers(0, 99), st.integers(0, 59), st.integers(0, 59))
def test_the_parts_of_a_duration_add_up(hours: int, minutes: int, rest: int) -> None:
    assert seconds(f"{hours}h{minutes}m{rest}s") == hours * 3600 + minutes * 60 + rest
