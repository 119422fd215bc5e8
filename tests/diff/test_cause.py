"""Who is behind a change. What lives was recorded from an API server of 1.37."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from tests.diff.recorded import container, deployment, identity, live, read, state

from airkust.diff.cause import MOVED_ON, NEVER_APPLIED, SSA_STOPS, cause_of
from airkust.diff.change import Cause, CauseKind, Change, ChangeKind, Item, Path
from airkust.diff.live import Live
from airkust.diff.local import predict
from airkust.diff.state import State

AIRFLOW: Path = ("spec", "template", "spec", "containers", Item((("name", "airflow"),)))
IMAGE: Path = (*AIRFLOW, "image")
REPLICAS: Path = ("spec", "replicas")
ENV: Path = (*AIRFLOW, "env")


def env(name: str) -> Path:
    return (*ENV, Item((("name", name),)))


def cause(
    name: str,
    path: Path,
    kind: ChangeKind = ChangeKind.CHANGED,
    edit: Callable[[dict[str, Any]], object] = lambda _: None,
    applied_by: str = "kubectl",
) -> Cause:
    desired = deployment()
    edit(desired)
    return cause_of(Change(path, kind), state(name, desired), applied_by=applied_by)


def new_image(body: dict[str, Any]) -> None:
    container(body)["image"] = "apache/airflow:3.1.0"


BOTH = pytest.mark.parametrize("name", ["client-side", "server-side"])
CHANGED = pytest.mark.parametrize("name", ["client-side-then-changed", "server-side-then-changed"])


@BOTH
def test_a_manifest_that_moved_on_is_gits(name: str) -> None:
    assert cause(name, IMAGE, edit=new_image) == Cause(CauseKind.GIT)


@BOTH
def test_a_field_given_up_is_gits(name: str) -> None:
    found = cause(name, REPLICAS, edit=lambda body: body["spec"].pop("replicas"))
    assert found == Cause(CauseKind.GIT)


@BOTH
def test_a_variable_given_up_is_gits(name: str) -> None:
    found = cause(name, env("A"), ChangeKind.REMOVED, lambda body: container(body)["env"].pop(0))
    assert found == Cause(CauseKind.GIT)


@BOTH
def test_a_variable_added_is_gits(name: str) -> None:
    def edit(body: dict[str, Any]) -> None:
        container(body)["env"].append({"name": "Z", "value": "1"})

    assert cause(name, env("Z"), ChangeKind.ADDED, edit) == Cause(CauseKind.GIT)


def test_an_object_that_is_new_is_gits() -> None:
    new = State(identity(deployment()), deployment())
    assert cause_of(Change((), ChangeKind.ADDED), new, applied_by="kubectl") == Cause(CauseKind.GIT)


def test_kubectl_edit_is_drift_with_its_time() -> None:
    found = cause("server-side-then-changed", IMAGE)
    at = datetime(2026, 11, 26, 19, 51, 5, tzinfo=UTC)
    assert found == Cause(CauseKind.DRIFT, "kubectl-edit", at, SSA_STOPS)


@CHANGED
def test_kubectl_set_is_drift(name: str) -> None:
    found = cause(name, (*env("B"), "value"))
    assert (found.kind, found.manager) == (CauseKind.DRIFT, "kubectl-set")


def test_drift_that_git_moved_away_from_says_both() -> None:
    def edit(body: dict[str, Any]) -> None:
        container(body)["env"][1]["value"] = "7"

    found = cause("client-side-then-changed", (*env("B"), "value"), edit=edit)
    assert (found.kind, found.note) == (CauseKind.DRIFT, MOVED_ON)


def test_what_somebody_took_away_under_client_side_apply_is_drift_of_nobody_known() -> None:
    body = read("client-side")
    del container(body)["env"][0]
    gone = State(identity(body), deployment(), Live(identity(body), body, live("client-side").last_applied))
    found = cause_of(Change(env("A"), ChangeKind.ADDED), gone, applied_by="kubectl")
    assert found == Cause(CauseKind.DRIFT)


@CHANGED
def test_the_scale_subresource_in_a_controllers_hand_is_an_autoscaler(name: str) -> None:
    found = cause(name, REPLICAS)
    assert (found.kind, found.manager) == (CauseKind.AUTOSCALER, "kube-controller-manager")


def test_kubectl_scale_is_drift() -> None:
    body = read("server-side-then-changed")
    for entry in body["metadata"]["managedFields"]:
        if entry.get("subresource") == "scale":
            entry["manager"] = "kubectl"
    scaled = State(identity(body), deployment(), Live(identity(body), body))
    found = cause_of(Change(REPLICAS, ChangeKind.CHANGED), scaled, applied_by="kubectl")
    assert (found.kind, found.manager) == (CauseKind.DRIFT, "kubectl-scale")


def test_another_applier_is_a_conflict() -> None:
    def edit(body: dict[str, Any]) -> None:
        container(body)["env"][0]["value"] = "7"

    found = cause("server-side-then-changed", (*env("A"), "value"), edit=edit)
    assert (found.kind, found.manager) == (CauseKind.CONFLICT, "argocd-controller")


def test_applying_in_another_name_is_a_conflict() -> None:
    assert cause("server-side", IMAGE, edit=new_image, applied_by="flux").kind is CauseKind.CONFLICT


def test_an_object_that_nobody_applied_belongs_to_its_maker() -> None:
    body = read("helm-then-client-side")
    body["metadata"]["managedFields"] = body["metadata"]["managedFields"][:1]
    helms = State(identity(body), deployment(), Live(identity(body), body))
    found = cause_of(Change(IMAGE, ChangeKind.CHANGED), helms, applied_by="kubectl")
    assert (found.kind, found.manager, found.note) == (CauseKind.DRIFT, "helm", NEVER_APPLIED)


def test_what_another_made_and_kubectl_applied_unchanged_is_gits() -> None:
    assert cause("helm-then-client-side", IMAGE, edit=new_image) == Cause(CauseKind.GIT)


def admitted(path: Path, kind: ChangeKind = ChangeKind.ADDED) -> Cause:
    before, after = live("before-admission"), read("after-admission")
    desired = deployment()
    container(desired)["image"] = "apache/airflow:3.0.9"
    return cause_of(Change(path, kind), State(before.id, desired, before, after), applied_by="kubectl")


def test_a_label_that_nobody_wrote_is_a_webhooks() -> None:
    assert admitted(("metadata", "labels", "injected")) == Cause(CauseKind.WEBHOOK)


def test_an_item_that_nobody_wrote_is_a_webhooks() -> None:
    assert admitted(env("INJECTED")) == Cause(CauseKind.WEBHOOK)


def test_a_field_that_nobody_wrote_passes_for_a_default() -> None:
    assert admitted(("spec", "minReadySeconds")) == Cause(CauseKind.DEFAULT)


def test_what_goes_though_nobody_gave_it_up_is_unknown() -> None:
    assert admitted(("spec", "strategy", "rollingUpdate"), ChangeKind.REMOVED).kind is CauseKind.UNKNOWN


def test_a_key_of_a_secret_that_came_as_text_is_gits() -> None:
    desired = {**read("secret"), "stringData": {"a": "other", "b": "yy"}}
    del desired["data"], desired["metadata"]["managedFields"]
    found = cause_of(
        Change(("data", "a"), ChangeKind.CHANGED), state("secret", desired), applied_by="kubectl"
    )
    assert found == Cause(CauseKind.GIT)


@pytest.mark.parametrize("junk", [None, [], "x", {"fieldsV1": []}, [{"fieldsV1": {"f:spec": 1}}], [1]])
def test_odd_records_do_not_raise(junk: object) -> None:
    body = read("server-side")
    body["metadata"]["managedFields"] = junk
    odd = State(identity(body), deployment(), Live(identity(body), body, {"metadata": junk, "spec": junk}))
    assert cause_of(Change(IMAGE, ChangeKind.CHANGED), odd, applied_by="kubectl").kind in CauseKind
    assert predict(deployment(), Live(identity(body), body, {"metadata": junk}))["kind"] == "Deployment"
