"""Does a change say who is behind it, for objects made and changed in every usual way?"""

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.cluster.diff.hands import apply, apply_server_side, edit, patch
from tests.cluster.diff.objects import config_map, deployment, overlay
from tests.cluster.diff.verdict import Differ
from tests.cluster.kubectl import Kubectl, wait_until

IMAGE = "spec.template.spec.containers[name=airflow].image"
REPLICAS = "spec.replicas"
HOTFIX = "s,image: example.org/a:1,image: example.org/a:hotfix,"  # not in the note of client-side apply

WAYS = pytest.mark.parametrize("applied", [apply, apply_server_side], ids=["client-side", "server-side"])
Apply = Callable[[Kubectl, Path], None]


@WAYS
def test_what_was_just_applied_is_the_same(
    applied: Apply, diff: Differ, kubectl: Kubectl, tmp_path: Path
) -> None:
    desired = overlay(tmp_path, deployment("a", PARALLELISM="1"), config_map("b", size="value"))
    applied(kubectl, desired)
    verdict = diff.verdict(desired)
    assert (verdict.code, verdict.fates) == (0, {"ConfigMap/b": "same", "Deployment/a": "same"})


@WAYS
def test_a_change_of_the_manifest_is_ours(
    applied: Apply, diff: Differ, kubectl: Kubectl, tmp_path: Path
) -> None:
    applied(kubectl, overlay(tmp_path, deployment("a")))
    verdict = diff.verdict(overlay(tmp_path, deployment("a", image="example.org/a:2")))
    assert {path: kind for path, (kind, _) in verdict.causes("Deployment/a").items()} == {IMAGE: "git"}


@WAYS
def test_a_change_shows_both_values(applied: Apply, diff: Differ, kubectl: Kubectl, tmp_path: Path) -> None:
    applied(kubectl, overlay(tmp_path, deployment("a")))
    verdict = diff.verdict(overlay(tmp_path, deployment("a", image="example.org/a:2")))
    assert (verdict.code, verdict.changes("Deployment/a")) == (
        1,
        {IMAGE: ("example.org/a:1", "example.org/a:2")},
    )


@WAYS
def test_a_field_taken_out_of_the_manifest_goes(
    applied: Apply, diff: Differ, kubectl: Kubectl, tmp_path: Path
) -> None:
    applied(kubectl, overlay(tmp_path, config_map("b", stays="1", goes="2")))
    verdict = diff.verdict(overlay(tmp_path, config_map("b", stays="1")))
    assert verdict.changes("ConfigMap/b") == {"data.goes": ("2", None)}


@WAYS
def test_what_kubectl_edit_changed_is_drift_of_kubectl_edit(
    applied: Apply, diff: Differ, kubectl: Kubectl, tmp_path: Path
) -> None:
    desired = overlay(tmp_path, deployment("a"))
    applied(kubectl, desired)
    edit(kubectl, "deployment/a", HOTFIX)
    assert diff.verdict(desired).causes("Deployment/a") == {IMAGE: ("drift", "kubectl-edit")}


def test_what_kubectl_edit_changed_is_told_to_people_as_kubectl_edit(
    diff: Differ, kubectl: Kubectl, tmp_path: Path
) -> None:
    desired = overlay(tmp_path, deployment("a"))
    apply_server_side(kubectl, desired)
    edit(kubectl, "deployment/a", HOTFIX)
    assert "kubectl edit" in diff(desired).stdout


def test_what_kubectl_edit_did_fails_the_gate_for_drift(
    diff: Differ, kubectl: Kubectl, tmp_path: Path
) -> None:
    desired = overlay(tmp_path, deployment("a"))
    apply_server_side(kubectl, desired)
    edit(kubectl, "deployment/a", HOTFIX)
    assert diff.verdict(desired, "--fail-on", "drift").code == 3


def test_a_change_of_the_manifest_does_not_fail_the_gate_for_drift(
    diff: Differ, kubectl: Kubectl, tmp_path: Path
) -> None:
    apply_server_side(kubectl, overlay(tmp_path, deployment("a")))
    changed = overlay(tmp_path, deployment("a", image="example.org/a:2"))
    assert diff.verdict(changed, "--fail-on", "drift").code == 1


@WAYS
def test_what_kubectl_scale_changed_is_no_gits(
    applied: Apply, diff: Differ, kubectl: Kubectl, tmp_path: Path
) -> None:
    desired = overlay(tmp_path, deployment("a"))
    applied(kubectl, desired)
    kubectl.run("scale", "deployment/a", "--replicas=3")
    ((kind, _),) = diff.verdict(desired).causes("Deployment/a").values()
    assert kind in {"autoscaler", "drift"}


@WAYS
def test_what_kubectl_scale_changed_is_put_back(
    applied: Apply, diff: Differ, kubectl: Kubectl, tmp_path: Path
) -> None:
    desired = overlay(tmp_path, deployment("a"))
    applied(kubectl, desired)
    kubectl.run("scale", "deployment/a", "--replicas=3")
    assert diff.verdict(desired).changes("Deployment/a") == {REPLICAS: (3, 1)}


@WAYS
def test_what_kubectl_set_image_changed_is_drift(
    applied: Apply, diff: Differ, kubectl: Kubectl, tmp_path: Path
) -> None:
    desired = overlay(tmp_path, deployment("a"))
    applied(kubectl, desired)
    kubectl.run("set", "image", "deployment/a", "airflow=example.org/a:hotfix")
    assert diff.verdict(desired).causes("Deployment/a") == {IMAGE: ("drift", "kubectl-set")}


@WAYS
def test_a_restart_by_kubectl_is_no_difference(
    applied: Apply, diff: Differ, kubectl: Kubectl, tmp_path: Path
) -> None:
    desired = overlay(tmp_path, deployment("a"))
    applied(kubectl, desired)
    kubectl.run("rollout", "restart", "deployment/a")
    assert diff.verdict(desired).code == 0


def test_what_another_program_updated_is_drift_of_that_program(
    diff: Differ, kubectl: Kubectl, tmp_path: Path
) -> None:
    desired = overlay(tmp_path, config_map("b", size="value"))
    apply_server_side(kubectl, desired)
    patch(kubectl, "configmap/b", {"data": {"size": "theirs"}}, "helm")
    assert diff.verdict(desired).causes("ConfigMap/b") == {"data.size": ("drift", "helm")}


def test_what_another_program_applies_too_is_a_conflict(
    diff: Differ, kubectl: Kubectl, tmp_path: Path
) -> None:
    desired = overlay(tmp_path / "ours", config_map("b", size="value"))
    apply_server_side(kubectl, desired)
    theirs = overlay(tmp_path / "theirs", config_map("b", size="theirs"))
    kubectl.run(
        "apply", "--server-side", "--force-conflicts", "--field-manager=argocd-controller", "-k", str(theirs)
    )
    verdict = diff.verdict(desired, "--field-manager", "kubectl")
    assert verdict.causes("ConfigMap/b") == {"data.size": ("conflict", "argocd-controller")}


def test_an_object_that_helm_made_is_compared_with_what_helm_made(
    diff: Differ, kubectl: Kubectl, tmp_path: Path
) -> None:
    made = overlay(tmp_path, config_map("b", size="value"))
    kubectl.run("create", "--field-manager=helm", "-k", str(made))
    verdict = diff.verdict(overlay(tmp_path, config_map("b", size="ours")))
    assert verdict.changes("ConfigMap/b") == {"data.size": ("value", "ours")}


def autoscaled(kubectl: Kubectl, folder: Path, replicas: int | None) -> Path:
    """An overlay with a Deployment that a real autoscaler has raised to its minimum of three replicas."""
    scaler = {
        "apiVersion": "autoscaling/v2",
        "kind": "HorizontalPodAutoscaler",
        "metadata": {"name": "a"},
        "spec": {
            "scaleTargetRef": {"apiVersion": "apps/v1", "kind": "Deployment", "name": "a"},
            "minReplicas": 3,
            "maxReplicas": 5,
        },
    }
    desired = overlay(folder, deployment("a", replicas=replicas), scaler)
    apply_server_side(kubectl, desired)
    wait_until(
        lambda: kubectl.run("get", "deployment/a", "--output=jsonpath={.spec.replicas}") == "3",
        "the autoscaler to scale",
        deadline=120,
    )
    return desired


def test_what_an_autoscaler_set_is_no_difference_where_the_manifest_leaves_it(
    diff: Differ, kubectl: Kubectl, tmp_path: Path
) -> None:
    assert diff.verdict(autoscaled(kubectl, tmp_path, None)).fates["Deployment/a"] == "same"


def test_what_an_autoscaler_set_is_the_autoscalers_where_the_manifest_wants_another(
    diff: Differ, kubectl: Kubectl, tmp_path: Path
) -> None:
    verdict = diff.verdict(autoscaled(kubectl, tmp_path, 1))
    assert {path: kind for path, (kind, _) in verdict.causes("Deployment/a").items()} == {
        REPLICAS: "autoscaler"
    }


def test_a_label_somebody_put_on_stays_and_is_no_difference(
    diff: Differ, kubectl: Kubectl, tmp_path: Path
) -> None:
    desired = overlay(tmp_path, config_map("b", size="value"))
    apply_server_side(kubectl, desired)
    kubectl.run("label", "configmap/b", "team=data")
    assert diff.verdict(desired).code == 0


def test_a_diff_changes_nothing(diff: Differ, kubectl: Kubectl, tmp_path: Path) -> None:
    apply(kubectl, overlay(tmp_path, config_map("b", one="1", two="2")))
    look = ("get", "configmap/b", "--output=json", "--show-managed-fields")
    before = kubectl.run(*look)
    diff.verdict(overlay(tmp_path, config_map("b", one="changed"), config_map("c")))
    assert kubectl.run(*look) == before
