"""A container's environment is built as the kubelet builds it, and holds no secret."""

import pytest
from tests.model.manifests import config_map, only_workload, pod, secret

from airkust.model.environment import Environment, environment
from airkust.model.value import Known, SecretRef, Undetermined, Value


def built(container: str, *documents: str) -> Environment:
    rendering, workload = only_workload(pod(container), *documents)
    return environment(rendering.index, workload, workload.containers[0])


def value(container: str, *documents: str, name: str = "X") -> Value | None:
    setting = built(container, *documents).get(name)
    return setting.value if setting else None


def test_a_literal_is_known() -> None:
    assert value("env: [{name: X, value: a}]") == Known("a")


def test_the_last_of_two_wins() -> None:
    assert value("env: [{name: X, value: a}, {name: X, value: b}]") == Known("b")


def test_a_variable_that_is_not_set_is_none() -> None:
    assert value("env: [{name: Y, value: a}]") is None


def test_env_wins_over_env_from() -> None:
    found = value(
        "env: [{name: X, value: own}], envFrom: [{configMapRef: {name: cm}}]", config_map("cm", X="theirs")
    )
    assert found == Known("own")


def test_the_later_env_from_wins() -> None:
    found = value(
        "envFrom: [{configMapRef: {name: a}}, {configMapRef: {name: b}}]",
        config_map("a", X="first"),
        config_map("b", X="second"),
    )
    assert found == Known("second")


def test_a_prefix_is_put_before_every_key() -> None:
    found = value("envFrom: [{prefix: P_, configMapRef: {name: a}}]", config_map("a", X="v"), name="P_X")
    assert found == Known("v")


def test_a_setting_knows_where_it_stands() -> None:
    setting = built("envFrom: [{configMapRef: {name: a}}]", config_map("a", X="v")).variables["X"]
    assert (str(setting.holder), setting.field) == ("ConfigMap/a", "data.X")


@pytest.mark.parametrize(
    "container",
    ["env: [{name: X, valueFrom: {secretKeyRef: {name: s, key: X}}}]", "envFrom: [{secretRef: {name: s}}]"],
)
def test_a_secret_is_an_identity_and_never_a_text(container: str) -> None:
    found = built(container, secret("s", X="hunter2")).variables["X"]
    assert (found.value, "hunter2" in repr(found)) == (SecretRef("s", "X"), False)


def test_a_key_of_a_config_map_is_its_text() -> None:
    container = "env: [{name: X, valueFrom: {configMapKeyRef: {name: a, key: k}}}]"
    assert value(container, config_map("a", k="v")) == Known("v")


@pytest.mark.parametrize(
    ("source", "fact"),
    [
        ("configMapKeyRef: {name: a, key: k}", 'key "k" of ConfigMap/a'),
        ("fieldRef: {fieldPath: status.podIP}", "the pod's status.podIP"),
        ("resourceFieldRef: {resource: limits.memory}", "the container's limits.memory"),
        ("somethingNew: {}", "its valueFrom"),
    ],
)
def test_what_only_the_cluster_knows_is_a_missing_fact(source: str, fact: str) -> None:
    assert value(f"env: [{{name: X, valueFrom: {{{source}}}}}]") == Undetermined(fact)


def test_the_pods_namespace_is_that_of_its_workload() -> None:
    manifest = pod("env: [{name: X, valueFrom: {fieldRef: {fieldPath: metadata.namespace}}}]").replace(
        "metadata: {", "metadata: {namespace: airflow, ", 1
    )
    rendering, workload = only_workload(manifest)
    found = environment(rendering.index, workload, workload.containers[0]).variables["X"]
    assert found.value == Known("airflow")


def test_an_object_outside_the_rendering_may_set_anything() -> None:
    assert value("envFrom: [{secretRef: {name: elsewhere}}]") == Undetermined("Secret/elsewhere")


def test_what_is_set_beside_an_object_outside_is_known() -> None:
    container = "envFrom: [{secretRef: {name: elsewhere}}], env: [{name: X, value: a}]"
    assert value(container) == Known("a")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a-$(A)-b", Known("a-1-b")),
        ("$(A)$(A)", Known("11")),
        ("$$(A)", Known("$(A)")),
        ("$(LATER)", Known("$(LATER)")),
        ("$A", Known("$A")),
        ("$(S)", SecretRef("s", "k")),
        ("//u:$(S)@h", Known("//u:$(S)@h", (SecretRef("s", "k"),))),
    ],
)
def test_references_to_earlier_variables_are_expanded(text: str, expected: Value) -> None:
    container = (
        "env: [{name: A, value: '1'}, {name: S, valueFrom: {secretKeyRef: {name: s, key: k}}}, "
        f"{{name: X, value: '{text}'}}, {{name: LATER, value: b}}]"
    )
    assert value(container) == expected
