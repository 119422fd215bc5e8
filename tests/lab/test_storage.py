"""Which volumes does the provisioner make, and which does it take away?"""

from pathlib import Path
from typing import Any

from lab.addons import PROVISIONER
from lab.storage import PROVISIONED_BY, SELECTED_NODE, Provision, Reclaim, plan

VOLUMES = Path("/volumes")


def claim(
    *, node: str | None = "node2", storage_class: str = "standard", bound: str | None = None
) -> dict[str, Any]:
    return {
        "metadata": {
            "name": "data",
            "namespace": "airflow",
            "uid": "1234",
            "annotations": {SELECTED_NODE: node} if node else {},
        },
        "spec": {
            "storageClassName": storage_class,
            "accessModes": ["ReadWriteOnce"],
            "resources": {"requests": {"storage": "1Gi"}},
            **({"volumeName": bound} if bound else {}),
        },
    }


def volume(*, phase: str = "Bound", by: str = PROVISIONER) -> dict[str, Any]:
    return {"metadata": {"name": "pvc-1234", "annotations": {PROVISIONED_BY: by}}, "status": {"phase": phase}}


def provisioned(steps: list[Provision | Reclaim]) -> dict[str, Any]:
    (step,) = steps
    assert isinstance(step, Provision)
    return dict(step.volume["spec"])


def test_a_claim_with_a_node_gets_a_directory_of_its_own() -> None:
    spec = provisioned(list(plan([claim()], [], VOLUMES)))
    assert spec["local"] == {"path": "/volumes/pvc-1234"}


def test_a_volume_is_reserved_for_its_claim() -> None:
    spec = provisioned(list(plan([claim()], [], VOLUMES)))
    assert (spec["claimRef"]["namespace"], spec["claimRef"]["uid"]) == ("airflow", "1234")


def test_a_volume_stays_on_the_node_the_scheduler_chose() -> None:
    spec = provisioned(list(plan([claim()], [], VOLUMES)))
    (term,) = spec["nodeAffinity"]["required"]["nodeSelectorTerms"]
    assert term["matchExpressions"][0]["values"] == ["node2"]


def test_a_claim_waits_for_its_first_consumer() -> None:
    assert list(plan([claim(node=None)], [], VOLUMES)) == []


def test_a_claim_of_another_class_is_not_ours() -> None:
    assert list(plan([claim(storage_class="fast")], [], VOLUMES)) == []


def test_a_bound_claim_has_what_it_needs() -> None:
    assert list(plan([claim(bound="pvc-1234")], [volume()], VOLUMES)) == []


def test_a_volume_that_is_about_to_be_bound_is_not_made_twice() -> None:
    assert list(plan([claim()], [volume(phase="Available")], VOLUMES)) == []


def test_a_released_volume_is_reclaimed() -> None:
    assert list(plan([], [volume(phase="Released")], VOLUMES)) == [Reclaim("pvc-1234")]


def test_a_released_volume_of_another_provisioner_is_kept() -> None:
    assert list(plan([], [volume(phase="Released", by="example.com/other")], VOLUMES)) == []
