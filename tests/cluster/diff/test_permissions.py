"""What does a user get who may read, but not patch, or who may do less?"""

from pathlib import Path

from tests.cluster.diff.fault_proxy import FaultProxy
from tests.cluster.diff.hands import apply, apply_server_side
from tests.cluster.diff.objects import config_map, deployment, overlay
from tests.cluster.diff.users import limited
from tests.cluster.diff.verdict import Differ
from tests.cluster.kubectl import Kubectl

READ_CONFIG = {"apiGroups": [""], "resources": ["configmaps"], "verbs": ["get", "list"]}
READ_WORKLOADS = {"apiGroups": ["apps"], "resources": ["deployments"], "verbs": ["get", "list"]}
PATCH_CONFIG = {"apiGroups": [""], "resources": ["configmaps"], "verbs": ["get", "list", "patch", "create"]}
GET_CONFIG = {"apiGroups": [""], "resources": ["configmaps"], "verbs": ["get"]}


def test_without_the_right_to_patch_the_difference_is_found(
    diff: Differ, kubectl: Kubectl, tmp_path: Path
) -> None:
    apply_server_side(kubectl, overlay(tmp_path / "o", config_map("b", size="1")))
    reader = limited(kubectl, tmp_path / "reader", READ_CONFIG)
    verdict = diff.verdict(overlay(tmp_path / "o", config_map("b", size="2")), kubeconfig=reader)
    assert (verdict.code, verdict.changes("ConfigMap/b")) == (1, {"data.size": ("1", "2")})


def test_without_the_right_to_patch_the_object_is_approximate_and_says_why(
    diff: Differ, kubectl: Kubectl, tmp_path: Path
) -> None:
    desired = overlay(tmp_path / "o", config_map("b", size="1"))
    apply_server_side(kubectl, desired)
    reader = limited(kubectl, tmp_path / "reader", READ_CONFIG)
    assert diff.verdict(desired, kubeconfig=reader).approximate == {
        "ConfigMap/b": f"no permission to patch configmaps in {kubectl.namespace}"
    }


def test_what_may_be_patched_is_exact_beside_what_may_not(
    diff: Differ, kubectl: Kubectl, tmp_path: Path
) -> None:
    desired = overlay(tmp_path / "o", config_map("b", size="1"), deployment("a"))
    apply_server_side(kubectl, desired)
    half = limited(kubectl, tmp_path / "half", PATCH_CONFIG, READ_WORKLOADS)
    assert set(diff.verdict(desired, kubeconfig=half).approximate) == {"Deployment/a"}


def test_without_the_right_to_list_objects_are_read_one_by_one(
    diff: Differ, kubectl: Kubectl, tmp_path: Path
) -> None:
    apply_server_side(kubectl, overlay(tmp_path / "o", config_map("b", size="1")))
    getter = limited(kubectl, tmp_path / "getter", GET_CONFIG)
    verdict = diff.verdict(overlay(tmp_path / "o", config_map("b", size="2")), kubeconfig=getter)
    assert verdict.changes("ConfigMap/b") == {"data.size": ("1", "2")}


def test_without_the_right_to_read_a_kind_its_objects_fail_and_others_do_not(
    diff: Differ, kubectl: Kubectl, tmp_path: Path
) -> None:
    desired = overlay(tmp_path / "o", config_map("b", size="1"), deployment("a"))
    apply_server_side(kubectl, desired)
    reader = limited(kubectl, tmp_path / "reader", READ_CONFIG)
    verdict = diff.verdict(desired, kubeconfig=reader)
    assert (verdict.code, verdict.fates) == (2, {"ConfigMap/b": "same", "Deployment/a": "failed"})


def test_read_only_sends_no_patch(diff: Differ, faults: FaultProxy, kubectl: Kubectl, tmp_path: Path) -> None:
    desired = overlay(tmp_path / "o", config_map("b", size="1"), deployment("a"))
    apply(kubectl, desired)
    diff.verdict(desired, "--read-only", kubeconfig=faults.kubeconfig)
    assert (faults.count("^GET ") > 0, faults.count("^(?!GET )")) == (True, 0)


def test_read_only_calls_every_object_approximate(diff: Differ, kubectl: Kubectl, tmp_path: Path) -> None:
    desired = overlay(tmp_path / "o", config_map("b", size="1"), deployment("a"))
    apply(kubectl, desired)
    assert set(diff.verdict(desired, "--read-only").approximate) == {"ConfigMap/b", "Deployment/a"}


def test_read_only_and_exact_agree(diff: Differ, kubectl: Kubectl, tmp_path: Path) -> None:
    apply(kubectl, overlay(tmp_path / "o", config_map("b", a="1", b="2"), deployment("a", X="1", Y="2")))
    changed = overlay(tmp_path / "o", config_map("b", a="1"), deployment("a", replicas=2, Y="3"))
    exact, own = diff.verdict(changed), diff.verdict(changed, "--read-only")
    assert {name: own.changes(name) for name in own.objects} == {
        name: exact.changes(name) for name in exact.objects
    }
