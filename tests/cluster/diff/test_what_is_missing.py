"""What if a namespace or the definition of a custom resource is not there yet, or will never be?"""

import uuid
from pathlib import Path

from tests.cluster.diff.objects import config_map, definition, overlay
from tests.cluster.diff.verdict import Differ


def custom(kind: str, group: str, name: str = "x") -> dict[str, object]:
    return {"apiVersion": f"{group}/v1", "kind": kind, "metadata": {"name": name}, "spec": {"size": 1}}


def unused_group() -> str:
    return f"g{uuid.uuid4().hex[:8]}.example.org"


def test_an_object_that_is_not_there_is_created(diff: Differ, tmp_path: Path) -> None:
    verdict = diff.verdict(overlay(tmp_path, config_map("b", size="value")))
    assert (verdict.code, verdict.fates) == (1, {"ConfigMap/b": "created"})


def test_a_kind_nobody_knows_is_an_error_of_its_object(diff: Differ, tmp_path: Path) -> None:
    verdict = diff.verdict(overlay(tmp_path, custom("Gadget", unused_group())))
    assert (verdict.code, verdict.fates) == (2, {"Gadget/x": "failed"})


def test_the_error_names_the_kind(diff: Differ, tmp_path: Path) -> None:
    group = unused_group()
    verdict = diff.verdict(overlay(tmp_path, custom("Gadget", group)))
    assert f"no kind Gadget of {group}/v1" in verdict.objects["Gadget/x"]["error"]


def test_a_kind_nobody_knows_hides_no_other_object(diff: Differ, tmp_path: Path) -> None:
    verdict = diff.verdict(overlay(tmp_path, custom("Gadget", unused_group()), config_map("b")))
    assert verdict.fates["ConfigMap/b"] == "created"


def test_a_custom_resource_beside_its_definition_is_created(diff: Differ, tmp_path: Path) -> None:
    group = unused_group()
    desired = overlay(tmp_path, definition("Gadget", group, plural="gadgets"), custom("Gadget", group))
    verdict = diff.verdict(desired)
    assert (verdict.code, verdict.fates) == (
        1,
        {f"CustomResourceDefinition/gadgets.{group}": "created", "Gadget/x": "created"},
    )


def elsewhere(name: str) -> dict[str, object]:
    return config_map("b", {"namespace": name}, size="value")


def test_an_object_of_a_namespace_that_is_not_there_is_created(diff: Differ, tmp_path: Path) -> None:
    verdict = diff.verdict(overlay(tmp_path, elsewhere(f"diff-{uuid.uuid4().hex[:8]}")))
    assert (verdict.code, verdict.fates) == (1, {"ConfigMap/b": "created"})


def test_an_object_beside_its_namespace_is_created(diff: Differ, tmp_path: Path) -> None:
    name = f"diff-{uuid.uuid4().hex[:8]}"
    namespace = {"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": name}}
    verdict = diff.verdict(overlay(tmp_path, namespace, elsewhere(name)))
    assert (verdict.code, verdict.differing) == (
        1,
        {f"Namespace/{name}": "created", "ConfigMap/b": "created"},
    )


def test_a_namespace_that_is_not_there_hides_no_difference_elsewhere(diff: Differ, tmp_path: Path) -> None:
    missing = elsewhere(f"diff-{uuid.uuid4().hex[:8]}")
    verdict = diff.verdict(overlay(tmp_path, missing, config_map("here", size="value")))
    assert verdict.fates["ConfigMap/here"] == "created"


def test_a_definition_a_resource_and_a_namespace_that_all_are_not_there_are_created(
    diff: Differ, tmp_path: Path
) -> None:
    group, name = unused_group(), f"diff-{uuid.uuid4().hex[:8]}"
    resource = custom("Gadget", group)
    resource["metadata"] = {"name": "x", "namespace": name}
    namespace = {"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": name}}
    verdict = diff.verdict(
        overlay(tmp_path, namespace, definition("Gadget", group, plural="gadgets"), resource)
    )
    assert (verdict.code, set(verdict.fates.values())) == (1, {"created"})
