"""Computed mends as patches: kustomize applies them, and what was found is gone."""

import subprocess
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from airkust.model.field_path import split
from airkust.model.finding import Edit, Finding, Severity
from airkust.model.resource import ResourceId
from airkust.model.result import CheckResult
from airkust.parse import parse
from airkust.report.patches import Preview, preview
from airkust.workspace.programs import beside_python

OBJECTS = b"""\
apiVersion: apps/v1
kind: Deployment
metadata: {name: web.v1, namespace: a}
spec:
  replicas: 1
  strategy: {type: RollingUpdate, rollingUpdate: {maxSurge: 1}}
  template:
    spec:
      containers:
        - {name: one, image: "a:1", args: [a, b, c]}
        - {name: two, image: "b:1"}
---
apiVersion: keda.sh/v1alpha1
kind: ScaledObject
metadata: {name: web, namespace: a}
spec: {minReplicaCount: 1, triggers: [{type: cpu}]}
---
apiVersion: v1
kind: ConfigMap
metadata: {name: template-f46744ftcf, namespace: a}
data: {pod.yaml: "spec: {replicas: 1}"}
"""
RENDERING = parse(OBJECTS, name="in")
DEPLOYMENT, SCALER, CONFIG = (resource.id for resource in RENDERING)
CONTAINER = "spec.template.spec.containers"


def finding(*edits: Edit, subject: ResourceId = DEPLOYMENT, message: str = "is bad") -> Finding:
    return Finding("a-rule", Severity.ERROR, subject, message, "", "", None, edits=edits)


def preview_of(*findings: Finding) -> Preview:
    return preview([(CheckResult("in", len(RENDERING), findings), RENDERING)])


def kustomized(directory: Path, made: Preview) -> Mapping[str, Any]:
    """The objects by kind, after the real kustomize has applied the patches."""
    (directory / "objects.yaml").write_bytes(OBJECTS)
    (directory / "kustomization.yaml").write_text(f"resources: [objects.yaml]\n{made.text}", encoding="utf-8")
    argv = [str(beside_python("kubectl")), "kustomize", str(directory)]
    built = subprocess.run(argv, check=True, capture_output=True, text=True)
    return {each["kind"]: each for each in YAML(typ="safe").load_all(built.stdout)}


def value_at(document: Any, field: str) -> Any:  # noqa: ANN401 -- any YAML
    for part in split(field):
        missing = not isinstance(part, int) and part not in document
        if missing:
            return None
        document = document[part]
    return document


@pytest.mark.parametrize(
    ("field", "value", "expected"),
    [
        ("spec.replicas", "2", 2),
        ("spec.replicas", '"2"', "2"),
        ("spec.replicas", "", None),
        ("spec.paused", "no", False),
        ("spec.selector.matchLabels", "{app: yes, b: '0755'}", {"app": True, "b": "0755"}),
        ("spec.strategy", "{type: Recreate}", {"type": "Recreate"}),
        ("spec.strategy.rollingUpdate", "", None),
        ('metadata.annotations["a/b~c"]', "'on'", "on"),
        (f"{CONTAINER}[1].image", "b:2", "b:2"),
        (f"{CONTAINER}[1].resources.requests.cpu", "100m", "100m"),
        (f"{CONTAINER}[1].args[0]", "x", "x"),
        (f"{CONTAINER}[0].args[3]", "more", "more"),
        (f"{CONTAINER}[0].args", "[a]", ["a"]),
        (f"{CONTAINER}[1].image", "", None),
        (
            "spec.template.spec.topologySpreadConstraints",
            '[{"maxSkew": 1, "labelSelector": {"matchLabels": {"app": "yes"}}}]',
            [{"maxSkew": 1, "labelSelector": {"matchLabels": {"app": "yes"}}}],
        ),
        (f"{CONTAINER}[0].lifecycle.preStop", "{sleep: {seconds: 5}}", {"sleep": {"seconds": 5}}),
    ],
)
def test_kustomize_makes_of_it_what_the_edit_wants(
    tmp_path: Path, field: str, value: str, expected: object
) -> None:
    made = preview_of(finding(Edit(field, value)))
    assert value_at(kustomized(tmp_path, made)["Deployment"], field) == expected


def test_items_that_go_do_not_move_each_other(tmp_path: Path) -> None:
    edits = [Edit(f"{CONTAINER}[0].args[{number}]", "") for number in (0, 2)]
    made = preview_of(finding(*edits, Edit(f"{CONTAINER}[0].args[1]", "new")))
    assert value_at(kustomized(tmp_path, made)["Deployment"], f"{CONTAINER}[0].args") == ["new"]


def test_two_edits_below_what_is_missing_are_both_made(tmp_path: Path) -> None:
    edits = [Edit(f"{CONTAINER}[0].resources.{kind}.cpu", "1") for kind in ("requests", "limits")]
    made = preview_of(finding(*edits))
    assert value_at(kustomized(tmp_path, made)["Deployment"], f"{CONTAINER}[0].resources") == {
        "requests": {"cpu": 1},
        "limits": {"cpu": 1},
    }


@pytest.mark.parametrize("missing", ["spec.paused", f"{CONTAINER}[0].env", f"{CONTAINER}[9]"])
def test_what_is_not_there_need_not_go(tmp_path: Path, missing: str) -> None:
    made = preview_of(finding(Edit(f"{CONTAINER}[1].image", ""), Edit(missing, "")))
    assert value_at(kustomized(tmp_path, made)["Deployment"], f"{CONTAINER}[1]") == {"name": "two"}


def test_a_custom_resource_is_patched_too(tmp_path: Path) -> None:
    edits = (Edit("spec.minReplicaCount", "2"), Edit("spec.triggers[0].type", "memory"))
    made = preview_of(finding(*edits, subject=SCALER))
    assert kustomized(tmp_path, made)["ScaledObject"]["spec"] == {
        "minReplicaCount": 2,
        "triggers": [{"type": "memory"}],
    }


def test_an_object_has_one_patch_of_a_kind() -> None:
    made = preview_of(
        finding(Edit("spec.replicas", "2")), finding(Edit("spec.paused", "true"), message="too")
    )
    assert (
        made.text
        == """\
# in: 2 findings mended by these patches
# Put them into the overlay's kustomization.yaml; or, if that sets `replicas:`, `images:` or a prefix,
# which come after its patches, into one of its own that lists the overlay under `resources:`.
patches:
  # a-rule: Deployment/web.v1 is bad
  # a-rule: Deployment/web.v1 too
  - target:
      kind: Deployment
      name: "web\\\\.v1"
    patch: |-
      apiVersion: apps/v1
      kind: Deployment
      metadata:
        name: web.v1
      spec:
        replicas: 2
        paused: true
"""
    )


def test_a_generated_object_is_patched_before_it_gets_its_hash() -> None:
    assert "name: template\n" in preview_of(finding(Edit("data.a", "b"), subject=CONFIG)).text


def test_what_lies_inside_a_text_is_said_and_not_counted() -> None:
    made = preview_of(finding(Edit('data["pod.yaml"].spec.replicas', "2"), subject=CONFIG))
    assert (made.mended, made.left) == (0, 1)
    assert (
        made.text
        == """\
# in: 0 findings mended by these patches
# 1 finding without a computed patch: `airkust check` says what to do
#   by hand: ConfigMap/template-f46744ftcf (a-rule): data["pod.yaml"].spec.replicas = 2: lies inside a text, \
which Kustomize cannot patch
patches: []
"""
    )


@pytest.mark.parametrize(
    "edit",
    [
        Edit("spec.replicas", "3"),  # contradicts
        Edit("spec", "{}"),
        Edit(f"{CONTAINER}[7].image", "a"),
        Edit("spec.replicas[", "2"),
        Edit("spec.paused", "{"),
        Edit("", "2"),
    ],
)
def test_what_cannot_be_patched_is_left_to_people(edit: Edit) -> None:
    made = preview_of(finding(Edit("spec.replicas", "2")), finding(Edit("spec.strategy.type", "A"), edit))
    assert (made.mended, made.left, "  by hand: Deployment/web.v1" in made.text) == (1, 1, True)
    assert "strategy:" not in made.text


def test_nothing_that_could_go_is_left_to_people() -> None:
    made = preview_of(finding(Edit("spec.paused", "")))
    assert (made.mended, "spec.paused = (taken away): is not there" in made.text) == (0, True)


def test_a_finding_without_an_edit_is_counted() -> None:
    made = preview_of(finding(), finding(Edit("spec.replicas", "2")))
    assert (made.mended, made.left) == (1, 1)


@settings(deadline=None)
@given(st.text())
def test_it_is_yaml_whatever_the_text(text: str) -> None:
    bad = replace(finding(Edit("spec.replicas", "2"), message=text), rule=text)
    by_hand = replace(bad, subject=CONFIG, edits=(Edit('data["pod.yaml"].a', "2"),))
    made = preview([(CheckResult(text, 3, (bad, by_hand)), RENDERING)])
    assert len(YAML(typ="safe").load(made.text)["patches"]) == 1


def test_several_inputs_are_several_documents() -> None:
    judged = [(CheckResult(name, 3, (finding(Edit("spec.replicas", "2")),)), RENDERING) for name in "ab"]
    documents = list(YAML(typ="safe").load_all(preview(judged).text))
    assert [len(document["patches"]) for document in documents] == [1, 1]
