"""Do we say which running pods keep an old value?"""

import pytest
from tests.diff.impacts.sides import changed, sides

from airkust.diff.impact import Impact
from airkust.diff.impacts.stale import stale_impacts
from airkust.model.finding import Severity

CONFIG = (
    "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c, namespace: prod}\ndata: {a: old, b: same}\n---\n"
)
EDIT = ("a: old", "a: new")


def deployment(container: str, spec: str = "", annotations: str = "") -> str:
    rest = f", {spec}" if spec else ""
    return (
        "apiVersion: apps/v1\nkind: Deployment\n"
        f"metadata: {{name: d, namespace: prod, annotations: {{{annotations}}}}}\n"
        f"spec: {{template: {{spec: {{containers: [{{name: x, image: 'web:1', {container}}}]{rest}}}}}}}\n"
    )


def volume(source: str = "configMap: {name: c}") -> str:
    return f"volumes: [{{name: v, {source}}}]"


def stale(text: str, *edits: tuple[str, str]) -> list[Impact]:
    found = sides(CONFIG + text, changed(CONFIG + text, *(edits or (EDIT,))))
    return list(stale_impacts(found.after, found.objects))


SUB_PATH = "volumeMounts: [{name: v, mountPath: /a, subPath: a}]"
MOUNT = "volumeMounts: [{name: v, mountPath: /a}]"


@pytest.mark.parametrize(
    ("container", "spec"),
    [
        ("envFrom: [{configMapRef: {name: c}}]", ""),
        ("env: [{name: A, valueFrom: {configMapKeyRef: {name: c, key: a}}}]", ""),
        (SUB_PATH, volume()),
        (SUB_PATH, volume("projected: {sources: [{configMap: {name: c}}]}")),
        (
            "volumeMounts: [{name: v, mountPath: /a, subPath: p}]",
            volume("configMap: {name: c, items: [{key: a, path: p/q}]}"),
        ),
    ],
)
def test_what_is_read_at_the_start_stays_old(container: str, spec: str) -> None:
    [impact] = stale(deployment(container, spec))
    assert (impact.severity, impact.fix) == (Severity.WARNING, "kubectl rollout restart deployment/d -n prod")


@pytest.mark.parametrize(
    ("container", "spec"),
    [
        ("env: [{name: A, valueFrom: {configMapKeyRef: {name: c, key: b}}}]", ""),
        ("env: [{name: A, valueFrom: {secretKeyRef: {name: c, key: a}}}]", ""),
        ("envFrom: [{configMapRef: {name: other}}]", ""),
        ("volumeMounts: [{name: v, mountPath: /a, subPath: b}]", volume()),
        (MOUNT, volume("configMap: {name: c, items: [{key: b, path: a}]}")),
        ("tty: true", volume()),
    ],
)
def test_what_does_not_reach_the_pod_is_not_stale(container: str, spec: str) -> None:
    assert stale(deployment(container, spec)) == []


def test_a_mounted_volume_is_renewed() -> None:
    [impact] = stale(deployment(MOUNT, volume()))
    assert (impact.severity, "are renewed in its pods" in impact.message) == (Severity.INFO, True)


def test_a_workload_that_is_rolled_out_anyway_is_not_stale() -> None:
    assert stale(deployment("envFrom: [{configMapRef: {name: c}}]"), EDIT, ("web:1", "web:2")) == []


def test_a_workload_that_a_reloader_restarts_is_not_stale() -> None:
    annotation = "reloader.stakater.com/auto: 'true'"
    assert stale(deployment("envFrom: [{configMapRef: {name: c}}]", annotations=annotation)) == []


def test_the_labels_of_a_config_map_reach_no_pod() -> None:
    text = deployment("envFrom: [{configMapRef: {name: c}}]")
    assert stale(text, ("{name: c, namespace: prod}", "{name: c, namespace: prod, labels: {x: y}}")) == []


def test_a_changed_config_map_is_named() -> None:
    [impact] = stale(deployment("envFrom: [{configMapRef: {name: c}}]"))
    assert [str(each) for each in impact.because] == ["ConfigMap/c"]


def test_a_config_map_of_another_namespace_reaches_no_pod() -> None:
    text = deployment("envFrom: [{configMapRef: {name: c}}]").replace("namespace: prod", "namespace: other")
    assert stale(text) == []


def test_airflow_reads_its_file_at_the_start_only() -> None:
    airflow = changed(
        deployment("args: [scheduler], volumeMounts: [{name: v, mountPath: /opt/airflow}]", volume()),
        ("web:1", "apache/airflow:3.3.2"),
    )
    found = sides(
        (CONFIG + airflow).replace("a: old", "airflow.cfg: old"),
        (CONFIG + airflow).replace("a: old", "airflow.cfg: new"),
    )
    [impact] = stale_impacts(found.after, found.objects)
    assert impact.severity is Severity.WARNING


def test_a_secret_that_changes_in_place_stays_old_in_variables() -> None:
    text = (CONFIG + deployment("envFrom: [{secretRef: {name: c}}]")).replace(
        "kind: ConfigMap", "kind: Secret"
    )
    found = sides(text, text.replace("a: old", "a: new"))
    assert [impact.severity for impact in stale_impacts(found.after, found.objects)] == [Severity.WARNING]
