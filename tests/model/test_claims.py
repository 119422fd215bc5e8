"""Who mounts a claim, and on how many nodes it may be mounted."""

import pytest
from tests.model.manifests import only_workload, pod, rendering

from airkust.model.claims import claim_uses, pods_at_most, single_node


def claim(modes: str) -> bool:
    text = f"{{apiVersion: v1, kind: PersistentVolumeClaim, metadata: {{name: c}}, spec: {{{modes}}}}}"
    return single_node(rendering(text).get("PersistentVolumeClaim", "c"))


@pytest.mark.parametrize(
    ("modes", "expected"),
    [
        ("accessModes: [ReadWriteOnce]", True),
        ("accessModes: [ReadWriteOncePod]", True),
        ("accessModes: [ReadWriteOnce, ReadWriteMany]", False),
        ("accessModes: [ReadOnlyMany]", False),
        ("accessModes: ReadWriteOnce", False),
        ("", False),
    ],
)
def test_the_access_modes_tell_how_many_nodes(modes: str, expected: bool) -> None:  # noqa: FBT001 -- the expectation
    assert claim(modes) is expected


def test_a_claim_is_found_by_the_volume_that_names_it() -> None:
    spec = "volumes: [{name: a, emptyDir: {}}, {name: b, persistentVolumeClaim: {claimName: c}}]"
    _, workload = only_workload(pod("args: [x]", spec))
    assert [(use.name, use.field) for use in claim_uses(workload)] == [("c", "spec.volumes[1]")]


@pytest.mark.parametrize(
    ("kind", "spec", "pods"),
    [("Deployment", "replicas: 3, ", 3), ("DaemonSet", "", 2), ("Job", "", 1), ("StatefulSet", "", 1)],
)
def test_the_number_of_pods_depends_on_the_kind(kind: str, spec: str, pods: int) -> None:
    found, workload = only_workload(
        f"{{apiVersion: apps/v1, kind: {kind}, metadata: {{name: w}}, "
        f"spec: {{{spec}template: {{spec: {{containers: [{{name: a}}]}}}}}}}}"
    )
    assert pods_at_most(found, workload) == pods
