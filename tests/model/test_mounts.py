"""A path in a container leads to the ConfigMap or Secret key behind it."""

import pytest
from tests.model.manifests import config_map, only_workload, pod, secret

from airkust.model.mounts import MountedFile, claim_at, file_at, hidden_by

CONFIG = config_map("cm", pod_template__yaml="text", other="x")


def found(mounts: str, volume: str, path: str, *documents: str) -> MountedFile | None:
    spec = f"volumes: [{{name: v, {volume}}}, {{name: empty, emptyDir: {{}}}}]"
    rendering, workload = only_workload(pod(f"volumeMounts: [{mounts}]", spec), *documents)
    return file_at(rendering.index, workload, workload.containers[0], path)


@pytest.mark.parametrize(
    ("mounts", "volume", "path"),
    [
        ("{name: v, mountPath: /c}", "configMap: {name: cm}", "/c/pod_template.yaml"),
        ("{name: v, mountPath: /c/}", "configMap: {name: cm}", "/c//pod_template.yaml"),
        (
            "{name: v, mountPath: /c/t.yaml, subPath: pod_template.yaml}",
            "configMap: {name: cm}",
            "/c/t.yaml",
        ),
        (
            "{name: v, mountPath: /c}",
            "configMap: {name: cm, items: [{key: pod_template.yaml, path: a/b.yaml}]}",
            "/c/a/b.yaml",
        ),
        (
            "{name: v, mountPath: /c, subPath: a}",
            "configMap: {name: cm, items: [{key: pod_template.yaml, path: a/b.yaml}]}",
            "/c/b.yaml",
        ),
        (
            "{name: v, mountPath: /c}",
            "projected: {sources: [{configMap: {name: cm}}]}",
            "/c/pod_template.yaml",
        ),
        (
            "{name: empty, mountPath: /}, {name: v, mountPath: /c}",
            "configMap: {name: cm}",
            "/c/pod_template.yaml",
        ),
    ],
)
def test_a_file_of_a_config_map_is_found(mounts: str, volume: str, path: str) -> None:
    file = found(mounts, volume, path, CONFIG)
    assert file is not None
    assert (file.key, file.text, file.field) == ("pod_template.yaml", "text", 'data["pod_template.yaml"]')


@pytest.mark.parametrize(
    ("mounts", "volume", "path"),
    [
        ("{name: v, mountPath: /c}", "configMap: {name: cm}", "/c/missing"),
        ("{name: v, mountPath: /c}", "configMap: {name: cm}", "/cc/pod_template.yaml"),
        ("{name: v, mountPath: /c}", "configMap: {name: cm, items: []}", "/elsewhere"),
        (
            "{name: v, mountPath: /c}",
            "configMap: {name: cm, items: [{key: other, path: o}]}",
            "/c/pod_template.yaml",
        ),
        (
            "{name: v, mountPath: /c}, {name: empty, mountPath: /c/d}",
            "configMap: {name: cm}",
            "/c/d/pod_template.yaml",
        ),
        ("{name: nobody, mountPath: /c}", "configMap: {name: cm}", "/c/pod_template.yaml"),
    ],
)
def test_other_paths_come_from_the_image_or_another_volume(mounts: str, volume: str, path: str) -> None:
    assert found(mounts, volume, path, CONFIG) is None


def test_a_file_of_a_secret_has_no_text() -> None:
    file = found("{name: v, mountPath: /c}", "secret: {secretName: s}", "/c/k", secret("s", k="hunter2"))
    assert file is not None
    assert (file.kind, file.key, file.text) == ("Secret", "k", None)


def test_a_config_map_outside_the_rendering_is_named() -> None:
    file = found("{name: v, mountPath: /c}", "configMap: {name: elsewhere}", "/c/k")
    assert file == MountedFile("ConfigMap", "elsewhere", "k", None, None)


@pytest.mark.parametrize(
    ("volume", "path", "hidden"),
    [
        ("configMap: {name: cm}", "/c/missing.yaml", "ConfigMap/cm"),
        ("configMap: {name: cm}", "/c/pod_template.yaml", ""),
        ("configMap: {name: elsewhere}", "/c/missing.yaml", ""),
        ("emptyDir: {}", "/c/missing.yaml", ""),
        ("configMap: {name: cm}", "/beside/missing.yaml", ""),
    ],
)
def test_a_config_map_without_the_file_hides_what_the_image_has(volume: str, path: str, hidden: str) -> None:
    template = pod("volumeMounts: [{name: v, mountPath: /c}]", f"volumes: [{{name: v, {volume}}}]")
    rendering, workload = only_workload(template, CONFIG)
    assert hidden_by(rendering.index, workload, workload.containers[0], path) == hidden


CLAIM = "persistentVolumeClaim: {claimName: logs}"


@pytest.mark.parametrize(
    ("mounts", "path", "claim"),
    [
        ("{name: v, mountPath: /logs}", "/logs/a", "logs"),
        ("{name: v, mountPath: /logs}, {name: empty, mountPath: /logs/a}", "/logs/a/b", ""),
        ("{name: v, mountPath: /logs}", "/log", ""),
    ],
)
def test_the_innermost_mount_tells_the_claim(mounts: str, path: str, claim: str) -> None:
    spec = f"volumes: [{{name: v, {CLAIM}}}, {{name: empty, emptyDir: {{}}}}]"
    _, workload = only_workload(pod(f"volumeMounts: [{mounts}]", spec))
    assert claim_at(workload, workload.containers[0], path) == claim


def test_a_claim_of_a_stateful_set_is_its_templates() -> None:
    _, workload = only_workload(
        "{apiVersion: apps/v1, kind: StatefulSet, metadata: {name: w}, spec: {"
        "volumeClaimTemplates: [{metadata: {name: logs}}], template: {spec: {containers: ["
        "{name: a, volumeMounts: [{name: logs, mountPath: /logs}]}]}}}}"
    )
    assert claim_at(workload, workload.containers[0], "/logs/a") == "logs"
