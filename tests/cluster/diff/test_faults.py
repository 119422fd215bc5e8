"""What if the API server is busy, broken, slow or gone in the middle?"""

import os
import signal
import time
from pathlib import Path

import pytest
from tests.cluster.diff.fault_proxy import CUT, FaultProxy
from tests.cluster.diff.hands import apply_server_side
from tests.cluster.diff.objects import config_map, deployment, overlay
from tests.cluster.diff.processes import children, running
from tests.cluster.diff.verdict import Differ
from tests.cluster.kubectl import Kubectl, wait_until

MANY = 30


@pytest.fixture
def desired(kubectl: Kubectl, tmp_path: Path) -> Path:
    """An overlay of many objects that is applied."""
    made = overlay(
        tmp_path / "o", *(config_map(f"c{number}", size="1") for number in range(MANY)), deployment("a")
    )
    apply_server_side(kubectl, made)
    return made


@pytest.mark.parametrize("verb", ["GET", "PATCH"])
@pytest.mark.parametrize("status", [429, 500, 503, CUT])
def test_what_passes_is_waited_out(
    verb: str, status: int, diff: Differ, desired: Path, faults: FaultProxy
) -> None:
    faults.fail(f"^{verb} /api/v1/namespaces/", status, times=2)
    verdict = diff.verdict(desired, kubeconfig=faults.kubeconfig)
    assert (verdict.code, verdict.differing) == (0, {})


def test_an_object_whose_requests_always_fail_hides_no_other(
    diff: Differ, desired: Path, faults: FaultProxy
) -> None:
    faults.fail(r"^PATCH .*/configmaps/c7\?", 500)
    verdict = diff.verdict(desired, kubeconfig=faults.kubeconfig)
    assert (verdict.code, verdict.differing) == (2, {"ConfigMap/c7": "failed"})


def test_an_object_whose_requests_are_always_cut_hides_no_other(
    diff: Differ, desired: Path, faults: FaultProxy
) -> None:
    faults.fail(r"^PATCH .*/configmaps/c7\?", CUT)
    verdict = diff.verdict(desired, kubeconfig=faults.kubeconfig)
    assert (verdict.code, verdict.differing) == (2, {"ConfigMap/c7": "failed"})


def test_a_kind_that_cannot_be_listed_hides_no_other(diff: Differ, desired: Path, faults: FaultProxy) -> None:
    faults.fail(r"^GET .*/deployments", 500)
    verdict = diff.verdict(desired, kubeconfig=faults.kubeconfig)
    assert (verdict.code, verdict.differing) == (2, {"Deployment/a": "failed"})


def test_an_object_the_api_server_refuses_hides_no_other(
    diff: Differ, kubectl: Kubectl, tmp_path: Path
) -> None:
    wrong = deployment("wrong", replicas=-1)
    verdict = diff.verdict(overlay(tmp_path, config_map("b"), wrong))
    assert (verdict.code, verdict.fates) == (2, {"ConfigMap/b": "created", "Deployment/wrong": "failed"})


def test_a_gate_that_fails_beside_an_object_that_failed_is_an_incomplete_run(
    diff: Differ, desired: Path, faults: FaultProxy
) -> None:
    faults.fail(r"^PATCH .*/configmaps/c7\?", 500)
    verdict = diff.verdict(desired, "--fail-on", "drift,restart", kubeconfig=faults.kubeconfig)
    assert verdict.code == 2


def test_people_are_told_what_failed_and_what_was_compared(
    diff: Differ, desired: Path, faults: FaultProxy
) -> None:
    faults.fail(r"^PATCH .*/configmaps/c7\?", 500)
    assert "c7" in diff(desired, kubeconfig=faults.kubeconfig).stdout


@pytest.mark.parametrize("after", [1, 10])
def test_an_api_server_that_goes_in_the_middle_is_an_incomplete_run(
    after: int, diff: Differ, desired: Path, faults: FaultProxy
) -> None:
    faults.fail("^PATCH ", CUT, after=after)
    verdict = diff.verdict(desired, kubeconfig=faults.kubeconfig)
    assert (verdict.code, set(verdict.differing.values())) == (2, {"failed"})


def asking(diff: Differ, desired: Path, kubeconfig: Path) -> list[str]:
    """The arguments of a comparison through the proxy."""
    return ["diff", str(desired), "--kubeconfig", str(kubeconfig), "--namespace", diff.namespace]


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupt_ends_it_at_once_and_leaves_nothing(
    number: int, diff: Differ, desired: Path, faults: FaultProxy, tmp_path: Path
) -> None:
    faults.delay("^PATCH ", 30)
    (temporary := tmp_path / "tmp").mkdir()
    with running(asking(diff, desired, faults.kubeconfig), temporary) as child:
        wait_until(lambda: faults.count("^PATCH "), "the first dry run", pause=0.02, deadline=60)
        child.send_signal(number)
        _, stderr = child.communicate(timeout=20)  # far less than the answers take
    assert (child.returncode, stderr, list(temporary.iterdir())) == (128 + number, b"", [])


def test_a_kubectl_proxy_that_dies_in_the_middle_is_an_incomplete_run(
    diff: Differ, desired: Path, faults: FaultProxy, tmp_path: Path
) -> None:
    faults.delay("^PATCH ", 2)
    (temporary := tmp_path / "tmp").mkdir()
    with running(asking(diff, desired, faults.kubeconfig), temporary) as child:
        wait_until(lambda: faults.count("^PATCH "), "the first dry run", pause=0.02, deadline=60)
        time.sleep(0.5)  # it is waiting for answers now
        for each in children(child.pid):
            os.kill(each, signal.SIGKILL)
        _, stderr = child.communicate(timeout=60)
    assert (child.returncode, b"Traceback" in stderr) == (2, False)
