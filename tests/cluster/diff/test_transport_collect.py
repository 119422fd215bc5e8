"""What does a real API server say about what is rendered, with few rights and many objects?"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tests.cluster.diff import users
from tests.cluster.diff.collecting import apply, ask, only
from tests.cluster.diff.objects import config_map, definition, deployment
from tests.cluster.kubectl import Kubectl

CONFIG_MAPS = {"apiGroups": [""], "resources": ["configmaps"]}
NOISE = ("managedFields", "resourceVersion", "generation", "annotations")


def limited(kubectl: Kubectl, path: Path, *verbs: str) -> Path:
    return users.limited(kubectl, path, {**CONFIG_MAPS, "verbs": verbs})


def test_who_may_not_list_gets_each_object(kubectl: Kubectl, tmp_path: Path) -> None:
    apply(kubectl, tmp_path, config_map("c"))
    answer = ask(limited(kubectl, tmp_path / "k", "get", "patch"), kubectl.namespace, config_map("c"))
    assert only(answer).predicted is not None


def test_who_may_not_list_is_told_what_is_not_seen(kubectl: Kubectl, tmp_path: Path) -> None:
    answer = ask(limited(kubectl, tmp_path / "k", "get", "patch"), kubectl.namespace, config_map("c"))
    what = f"no permission to list configmaps in {kubectl.namespace}"
    assert answer.errors == ()
    assert answer.notes == (f"{what}: those that are rendered no more are not seen",)


def test_who_may_not_read_is_refused_per_object(kubectl: Kubectl, tmp_path: Path) -> None:
    state = only(ask(limited(kubectl, tmp_path / "k", "watch"), kubectl.namespace, config_map("c")))
    assert state.refusal is not None
    assert (state.refusal.code, state.refusal.reason) == (403, "Forbidden")


def test_who_may_not_patch_sees_what_is_live(kubectl: Kubectl, tmp_path: Path) -> None:
    apply(kubectl, tmp_path, config_map("c"))
    state = only(ask(limited(kubectl, tmp_path / "k", "get", "list"), kubectl.namespace, config_map("c")))
    assert state.live is not None
    assert state.approximate == f"no permission to patch configmaps in {kubectl.namespace}"


def test_who_may_not_create_sees_what_is_there_exactly(kubectl: Kubectl, tmp_path: Path) -> None:
    apply(kubectl, tmp_path, config_map("there"))
    user = limited(kubectl, tmp_path / "k", "get", "list", "patch")
    new, there = ask(user, kubectl.namespace, config_map("new"), config_map("there")).states
    assert new.approximate == f"no permission to create configmaps in {kubectl.namespace}"
    assert there.predicted is not None


def test_an_object_in_a_namespace_that_is_missing_is_new(as_diff: Path) -> None:
    state = only(ask(as_diff, "nowhere-at-all", config_map("c")))
    assert (state.live, state.predicted, state.approximate, state.refusal, state.error) == (
        None,
        None,
        "",
        None,
        "",
    )


def test_a_kind_nobody_knows_is_an_error_where_its_namespace_is_missing_too(as_diff: Path) -> None:
    unknown = {"apiVersion": "unknown.example.org/v1", "kind": "Widget", "metadata": {"name": "w"}}
    assert only(ask(as_diff, "nowhere-at-all", unknown)).error.startswith("the cluster has no kind Widget")


def test_nothing_is_said_of_lists_in_a_namespace_that_is_missing(as_diff: Path) -> None:
    answer = ask(as_diff, "nowhere-at-all", config_map("c"))
    assert (answer.errors, answer.notes, answer.others) == ((), (), ())


def test_who_may_not_ask_for_namespaces_sees_an_object_of_a_missing_one_as_new(
    kubectl: Kubectl, tmp_path: Path
) -> None:
    anywhere = limited(kubectl, tmp_path / "k", "get", "list", "patch", "create")
    role = f"airkust-{kubectl.namespace}"
    kubectl.run("create", "clusterrole", role, "--verb=get,list,patch,create", "--resource=configmaps")
    subject = f"--serviceaccount={kubectl.namespace}:{users.NAME}"
    kubectl.run("create", "clusterrolebinding", role, f"--clusterrole={role}", subject)
    state = only(ask(anywhere, "nowhere-at-all", config_map("c")))
    kubectl.run("delete", "clusterrolebinding,clusterrole", role)
    assert (state.live, state.refusal, state.error) == (None, None, "")


def test_an_object_comes_with_its_definition(as_diff: Path, namespace: str) -> None:
    widget = {"apiVersion": "coming.example.org/v1", "kind": "Widget", "metadata": {"name": "w"}}
    crd = definition("Widget", "coming.example.org", plural="widgets")
    state = ask(as_diff, namespace, crd, widget).states[1]
    assert (state.live, state.refusal, state.error) == (None, None, "")


def test_an_object_the_server_refuses_hides_no_other(as_diff: Path, namespace: str) -> None:
    wrong = deployment("wrong", image="")
    right, refused = ask(as_diff, namespace, config_map("c"), wrong).states
    assert right.predicted is not None
    assert refused.refusal is not None
    assert (refused.refusal.code, refused.refusal.causes[0][0]) == (
        422,
        "spec.template.spec.containers[0].image",
    )


def test_what_the_server_warns_of_is_kept_with_its_object(as_diff: Path, namespace: str) -> None:
    doubled = deployment("d", A="1")
    doubled["spec"]["template"]["spec"]["containers"][0]["env"] *= 2
    plain, warned = ask(as_diff, namespace, config_map("c"), deployment("d")).states, None
    job = {
        "apiVersion": "v1",
        "kind": "Pod",
        "metadata": {"name": "p", "annotations": {"scheduler.alpha.kubernetes.io/critical-pod": ""}},
        "spec": {"containers": [{"name": "c", "image": "i"}]},
    }
    warned = only(ask(as_diff, namespace, job))
    assert [state.warnings for state in plain] == [(), ()]
    assert "critical-pod" in "".join(warned.warnings)


def test_a_predecessor_is_found(kubectl: Kubectl, as_diff: Path, tmp_path: Path) -> None:
    apply(kubectl, tmp_path, config_map("c-24577m8g4t"), config_map("d-24577m8g4t"))
    answer = ask(as_diff, kubectl.namespace, config_map("c-9k8f7t6d5c"))
    assert [live.id.name for live in answer.others] == ["c-24577m8g4t"]


def test_the_server_tells_its_version(as_diff: Path, namespace: str) -> None:
    assert ask(as_diff, namespace, config_map("c")).version.startswith("v1.")


def bare(body: Mapping[str, Any]) -> dict[str, Any]:
    metadata = {key: value for key, value in body["metadata"].items() if key not in NOISE}
    return {**body, "metadata": metadata, "status": None}


def live_body(kubectl: Kubectl, what: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(kubectl.run("get", what, "--output", "json"))
    return bare(found)


def applied_next() -> dict[str, Any]:
    """Another image, one variable and the replicas gone."""
    return deployment("d", replicas=None, image="example.org/a:2", ONE="1")


def test_a_client_side_apply_does_what_was_predicted(kubectl: Kubectl, as_diff: Path, tmp_path: Path) -> None:
    apply(kubectl, tmp_path, deployment("d", replicas=3, ONE="1", TWO="2"))
    predicted = only(ask(as_diff, kubectl.namespace, applied_next())).predicted
    apply(kubectl, tmp_path, applied_next())
    assert predicted is not None
    assert bare(predicted) == live_body(kubectl, "deployment/d")


def test_a_server_side_apply_does_what_was_predicted(kubectl: Kubectl, as_diff: Path, tmp_path: Path) -> None:
    file = tmp_path / "d.json"
    file.write_text(json.dumps(deployment("d", replicas=3, ONE="1", TWO="2")))
    kubectl.run("apply", "--server-side", "--field-manager=ours", "--filename", str(file))
    predicted = only(ask(as_diff, kubectl.namespace, applied_next())).predicted
    file.write_text(json.dumps(applied_next()))
    kubectl.run("apply", "--server-side", "--field-manager=ours", "--filename", str(file))
    assert predicted is not None
    assert bare(predicted) == live_body(kubectl, "deployment/d")


def test_nothing_was_changed_by_asking(kubectl: Kubectl, as_diff: Path, tmp_path: Path) -> None:
    apply(kubectl, tmp_path, deployment("d", replicas=3, ONE="1", TWO="2"))
    before = live_body(kubectl, "deployment/d")
    ask(as_diff, kubectl.namespace, applied_next())
    assert live_body(kubectl, "deployment/d") == before
