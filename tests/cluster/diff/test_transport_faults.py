"""What if the way to the API server is bad, seen from the client?"""

import json
import os
import signal
from pathlib import Path

import pytest
from tests.cluster.diff.fault_proxy import CUT, FaultProxy
from tests.cluster.diff.objects import config_map
from tests.cluster.kubectl import KUBECTL, Kubectl

from airkust.cluster.client import Client
from airkust.cluster.collect import collect
from airkust.cluster.connection import connect
from airkust.diff.state import Collected
from airkust.errors import ClusterFailed
from airkust.model.rendering import Rendering
from airkust.parse import parse

MANY = 20


def many() -> Rendering:
    return parse(
        "\n---\n".join(json.dumps(config_map(f"c{n}", key="1")) for n in range(MANY)).encode(), name="-"
    )


def proxies() -> list[int]:
    """The pids of our children that are kubectl's proxies."""
    found = []
    for entry in Path("/proc").iterdir():
        try:
            words = (entry / "cmdline").read_bytes().split(b"\0")
            parent = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
        except (OSError, ValueError, IndexError):
            continue
        # the fault proxy has one of its own, which rejects nothing
        if parent == os.getpid() and any(word.startswith(b"--reject-methods") for word in words):
            found.append(int(entry.name))
    return found


def collected(client: Client, kubectl: Kubectl, **options: object) -> Collected:
    arguments = {"namespace": kubectl.namespace, "read_only": False, "manager": None, **options}
    return collect(client, many(), **arguments)  # type: ignore[arg-type]


def failed(answer: Collected) -> list[str]:
    return [state.id.name for state in answer.states if state.predicted is None]


@pytest.mark.parametrize("status", [429, 500, 502, 503, 504, CUT])
def test_what_passes_is_waited_out(status: int, faults: FaultProxy, kubectl: Kubectl) -> None:
    faults.fail("^(GET|PATCH) .*configmaps", status, times=2)
    with connect(KUBECTL, kubeconfig=faults.kubeconfig, context=None, read_only=False, timeout=30) as client:
        assert failed(collected(client, kubectl)) == []


@pytest.mark.parametrize("status", [429, 500, 503, CUT])
def test_what_lasts_is_said_of_its_object_only(status: int, faults: FaultProxy, kubectl: Kubectl) -> None:
    faults.fail(r"^PATCH .*/configmaps/c7\?", status)
    with connect(KUBECTL, kubeconfig=faults.kubeconfig, context=None, read_only=False, timeout=30) as client:
        assert failed(collected(client, kubectl)) == ["c7"]


def test_a_proxy_that_dies_half_way_leaves_what_is_known(
    faults: FaultProxy, kubectl: Kubectl, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("airkust.cluster.collect.WORKERS", 2)

    def die(done: int, _total: int) -> None:
        if done == 1:
            (proxy,) = proxies()
            os.kill(proxy, signal.SIGKILL)

    faults.delay(r"^PATCH .*/configmaps/c1\d", 0.5)  # so that some are not done
    with connect(KUBECTL, kubeconfig=faults.kubeconfig, context=None, read_only=False, timeout=30) as client:
        answer = collected(client, kubectl, told=die)
    errors = {state.error for state in answer.states if state.predicted is None}
    assert 0 < len(failed(answer)) < MANY
    assert all("kubectl proxy has ended" in error for error in errors)


def test_an_interrupt_ends_what_hangs(faults: FaultProxy, kubectl: Kubectl) -> None:
    def interrupt(_done: int, _total: int) -> None:
        raise KeyboardInterrupt

    faults.delay(r"^PATCH .*/configmaps/c1\d", 10_000)
    with (
        connect(
            KUBECTL, kubeconfig=faults.kubeconfig, context=None, read_only=False, timeout=10_000
        ) as client,
        pytest.raises(KeyboardInterrupt),
    ):
        collected(client, kubectl, told=interrupt)


def test_nothing_of_a_proxy_is_left(faults: FaultProxy) -> None:
    with connect(KUBECTL, kubeconfig=faults.kubeconfig, context=None, read_only=False, timeout=30) as client:
        client.get("/version")
        (proxy,) = proxies()
    with pytest.raises(ProcessLookupError):
        os.kill(proxy, 0)


def test_the_time_for_everything_has_an_end(faults: FaultProxy, kubectl: Kubectl) -> None:
    faults.delay(r"^GET /api/v1/namespaces/.*/configmaps", 10_000)
    with connect(KUBECTL, kubeconfig=faults.kubeconfig, context=None, read_only=False, timeout=30) as client:
        answer = collected(client, kubectl, deadline=2.0)
    assert len(failed(answer)) == MANY


def test_a_read_only_proxy_lets_no_patch_through(faults: FaultProxy, kubectl: Kubectl) -> None:
    path = f"/api/v1/namespaces/{kubectl.namespace}/configmaps/c"
    with connect(KUBECTL, kubeconfig=faults.kubeconfig, context=None, read_only=True, timeout=30) as client:
        assert client.dry_run_apply(path, b"{}", manager="m").status == 403
    assert faults.count("^PATCH") == 0


def test_a_read_only_run_asks_for_no_patch(faults: FaultProxy, kubectl: Kubectl) -> None:
    with connect(KUBECTL, kubeconfig=faults.kubeconfig, context=None, read_only=False, timeout=30) as client:
        answer = collected(client, kubectl, read_only=True)
    assert {state.approximate for state in answer.states} == {"read-only: the API server was not asked"}
    assert faults.count("^PATCH") == 0


def test_a_server_that_cannot_be_reached_ends_the_run(faults: FaultProxy) -> None:
    faults.fail("", CUT)
    with (
        connect(KUBECTL, kubeconfig=faults.kubeconfig, context=None, read_only=False, timeout=30) as client,
        pytest.raises(ClusterFailed, match="does not answer"),
    ):
        collect(client, many(), namespace=None, read_only=False, manager=None)
