"""Do we name what the API server refuses, and nothing else?"""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.diff.impacts.sides import sides

from airkust.diff.change import Change, ChangeKind, Item
from airkust.diff.immutable import FROZEN, fields_of_refusal, frozen_fields
from airkust.diff.state import Refusal
from airkust.model.resource import ResourceId

GROUPS = {kind: group for group, kind in FROZEN}


def frozen(kind: str, before: str, after: str) -> list[str]:
    """The fields of an object that cannot be changed from one text to the other."""
    group = GROUPS.get(kind, "")
    head = f"apiVersion: {group + '/' if group else ''}v1\nkind: {kind}\nmetadata: {{name: x}}\n"
    [found] = sides(head + before, head + after).objects
    live = {**sides(head + before, head + before).before.resources[0].body}
    return [change.field for change in frozen_fields(found.id, found.changes, live)]


@pytest.mark.parametrize(
    ("kind", "before", "after", "fields"),
    [
        (
            "Deployment",
            "spec: {selector: {matchLabels: {a: b}}}",
            "spec: {selector: {matchLabels: {a: c}}}",
            1,
        ),
        ("Deployment", "spec: {replicas: 1}", "spec: {replicas: 2}", 0),
        ("StatefulSet", "spec: {serviceName: a}", "spec: {serviceName: b}", 1),
        (
            "StatefulSet",
            "spec: {podManagementPolicy: Parallel}",
            "spec: {podManagementPolicy: OrderedReady}",
            1,
        ),
        ("StatefulSet", "spec: {revisionHistoryLimit: 1}", "spec: {revisionHistoryLimit: 2}", 0),
        ("StatefulSet", "spec: {ordinals: {start: 0}}", "spec: {ordinals: {start: 1}}", 0),
        (
            "StatefulSet",
            "spec: {volumeClaimTemplates: [{spec: {storageClassName: a}}]}",
            "spec: {volumeClaimTemplates: [{spec: {storageClassName: b}}]}",
            1,
        ),
        (
            "StatefulSet",
            "spec: {volumeClaimTemplates: [{spec: {}, status: {phase: Pending}}]}",
            "spec: {volumeClaimTemplates: [{spec: {}, status: {}}]}",
            0,
        ),
        ("Job", "spec: {template: {spec: {a: 1}}}", "spec: {template: {spec: {a: 2}}}", 1),
        ("Job", "spec: {parallelism: 1}", "spec: {parallelism: 2}", 0),
        ("Job", "spec: {completions: 1}", "spec: {completions: 2}", 1),
        (
            "Job",
            "spec: {completionMode: Indexed, completions: 1}",
            "spec: {completionMode: Indexed, completions: 2}",
            0,
        ),
        (
            "Job",
            "spec: {suspend: true, template: {spec: {nodeSelector: {a: b}}}}",
            "spec: {suspend: true, template: {spec: {nodeSelector: {a: c}}}}",
            0,
        ),
        (
            "Job",
            "spec: {suspend: true, template: {spec: {containers: [{image: a}]}}}",
            "spec: {suspend: true, template: {spec: {containers: [{image: b}]}}}",
            1,
        ),
        (
            "PersistentVolumeClaim",
            "spec: {resources: {requests: {storage: 1Gi}}}",
            "spec: {resources: {requests: {storage: 2Gi}}}",
            0,
        ),
        (
            "PersistentVolumeClaim",
            "spec: {resources: {requests: {storage: 2Gi}}}",
            "spec: {resources: {requests: {storage: 1Gi}}}",
            1,
        ),
        ("PersistentVolumeClaim", "spec: {storageClassName: a}", "spec: {storageClassName: b}", 1),
        (
            "PersistentVolumeClaim",
            "spec: {accessModes: [a]}",
            "spec: {accessModes: [a], storageClassName: b}",
            0,
        ),
        ("PersistentVolumeClaim", "spec: {volumeName: a}", "spec: {}", 0),
        ("PersistentVolume", "spec: {nfs: {path: /a}}", "spec: {nfs: {path: /b}}", 1),
        ("PersistentVolume", "spec: {mountOptions: [a]}", "spec: {mountOptions: [b]}", 0),
        ("RoleBinding", "roleRef: {name: a}", "roleRef: {name: b}", 1),
        ("ClusterRoleBinding", "subjects: [{name: a}]", "subjects: [{name: b}]", 0),
        ("Service", "spec: {clusterIP: 10.0.0.1}", "spec: {clusterIP: 10.0.0.2}", 1),
        ("Service", "spec: {type: ExternalName}", "spec: {clusterIP: 10.0.0.2, type: ClusterIP}", 0),
        ("Service", "spec: {clusterIP: 10.0.0.1}", "spec: {}", 0),
        ("Secret", "type: Opaque", "type: kubernetes.io/tls", 1),
        ("Secret", "immutable: true\ndata: {a: eA==}", "immutable: true\ndata: {a: eQ==}", 1),
        ("Secret", "data: {a: eA==}", "data: {a: eQ==}", 0),
        ("ConfigMap", "immutable: true\ndata: {a: x}", "data: {a: x}", 1),
        ("ConfigMap", "data: {a: x}", "immutable: true\ndata: {a: x}", 0),
        ("Pod", "spec: {containers: [{image: a}]}", "spec: {containers: [{image: b}]}", 0),
        ("Pod", "spec: {containers: [{command: [a]}]}", "spec: {containers: [{command: [b]}]}", 1),
        ("Pod", "spec: {containers: [{resources: {a: 1}}]}", "spec: {containers: [{resources: {a: 2}}]}", 1),
        ("PriorityClass", "value: 1", "value: 2", 1),
        ("PriorityClass", "description: a", "description: b", 0),
        ("StorageClass", "provisioner: a", "provisioner: b", 1),
        ("StorageClass", "allowVolumeExpansion: false", "allowVolumeExpansion: true", 0),
        ("CustomResourceDefinition", "spec: {scope: Cluster}", "spec: {scope: Namespaced}", 1),
        ("IngressClass", "spec: {controller: a/b}", "spec: {controller: a/c}", 1),
    ],
)
def test_a_field_is_frozen_or_not(kind: str, before: str, after: str, fields: int) -> None:
    assert len(frozen(kind, before, after)) == fields


def test_a_frozen_field_is_found_in_a_change_of_what_holds_it() -> None:
    change = Change(("spec",), ChangeKind.CHANGED, {"selector": {"a": "b"}}, {"selector": {"a": "c"}})
    assert frozen_fields(ResourceId("Deployment", "x", api_group="apps"), [change], {}) == (change,)


def test_a_change_beside_a_frozen_field_is_none_of_it() -> None:
    change = Change(
        ("spec",), ChangeKind.CHANGED, {"selector": {}, "replicas": 1}, {"selector": {}, "replicas": 2}
    )
    assert frozen_fields(ResourceId("Deployment", "x", api_group="apps"), [change], {}) == ()


def test_a_kind_of_another_group_is_not_ours_to_judge() -> None:
    change = Change(("spec", "selector"), ChangeKind.CHANGED, "a", "b")
    assert frozen_fields(ResourceId("Deployment", "x", api_group="example.org"), [change], {}) == ()


@given(st.sampled_from(sorted(FROZEN)), st.sampled_from(["labels", "annotations"]), st.text())
def test_no_label_and_no_annotation_of_an_object_is_frozen(of: tuple[str, str], part: str, key: str) -> None:
    change = Change(("metadata", part, key), ChangeKind.CHANGED, "a", "b")
    assert frozen_fields(ResourceId(of[1], "x", api_group=of[0]), [change], {"immutable": True}) == ()


@given(
    st.lists(st.one_of(st.text(), st.integers(0, 9), st.builds(Item, st.just((("name", "a"),)))), max_size=4)
)
def test_everything_below_a_selector_is_frozen(rest: list[str | int | Item]) -> None:
    change = Change(("spec", "selector", *rest), ChangeKind.REMOVED, before="a")
    assert frozen_fields(ResourceId("DaemonSet", "x", api_group="apps"), [change], {}) == (change,)


@pytest.mark.parametrize("live", [{}, {"spec": []}, {"spec": {"resources": "x"}}, {"immutable": "true"}])
@pytest.mark.parametrize("of", sorted(FROZEN))
def test_nothing_ill_typed_raises(of: tuple[str, str], live: dict[str, object]) -> None:
    paths: list[tuple[str | int, ...]] = [
        (),
        ("spec",),
        ("data", 0),
        ("spec", "resources", "requests", "storage"),
    ]
    found = [Change(path, ChangeKind.CHANGED, [1], "x") for path in paths]
    assert len(frozen_fields(ResourceId(of[1], "x", api_group=of[0]), found, live)) <= len(found)


@pytest.mark.parametrize(
    ("causes", "fields"),
    [
        (
            [("spec.selector", 'Invalid value: {"matchLabels":{"a":"b"}}: field is immutable')],
            ("spec.selector",),
        ),
        (
            [
                (
                    "spec",
                    "Forbidden: updates to statefulset spec for fields other than 'replicas' are forbidden",
                )
            ],
            ("spec",),
        ),
        ([("roleRef", 'Invalid value: {"kind":"Role"}: cannot change roleRef')], ("roleRef",)),
        ([("spec.clusterIPs[0]", "Invalid value: []: may not change once set")], ("spec.clusterIPs[0]",)),
        ([("spec.replicas", "Invalid value: -1: must be greater than or equal to 0")], ()),
        ([("a", "field is immutable"), ("a", "field is immutable")], ("a",)),
    ],
)
def test_a_refusal_names_its_fields_in_its_causes(
    causes: list[tuple[str, str]], fields: tuple[str, ...]
) -> None:
    assert fields_of_refusal(Refusal(422, "Invalid", "x", tuple(causes))) == fields


def test_a_refusal_without_causes_names_its_fields_in_its_message() -> None:
    message = (
        'Job.batch "airflow-migrations" is invalid: [spec.completions: Invalid value: 2: field is immutable, '
        "spec.template: Invalid value: {...}: field is immutable]"
    )
    assert fields_of_refusal(Refusal(422, "Invalid", message)) == ("spec.completions", "spec.template")


def test_a_refusal_for_want_of_permission_names_no_field() -> None:
    assert fields_of_refusal(Refusal(403, "Forbidden", 'deployments "x" is forbidden: immutable')) == ()
