"""Do the two Okteto manifests hold to Okteto's schema, and does what they name stand in overlays/okteto?"""

import json
import os
import subprocess
import sys
from typing import Any

import jsonschema  # type: ignore[import-untyped]
import pytest
from ruamel.yaml import YAML
from tests.rendered import ROOT, documents, of_kind, pod_templates, rendered, task_pod

SCHEMA = ROOT / "tests/file_formats/okteto/schema.json"
MANIFEST: dict[str, Any] = YAML(typ="safe").load((ROOT / "okteto.yaml").read_text())
# What the CLI takes on a cluster without Okteto's platform: it refuses all other sections there.
DEV_ONLY: dict[str, Any] = YAML(typ="safe").load((ROOT / "okteto.dev.yaml").read_text())
DEV: dict[str, Any] = MANIFEST["dev"]["airflow-dag-processor"]
BUILT = "okteto.dev/airflow@sha256:0123456789abcdef"


def local_folder() -> str:
    """What is synchronised when AIRKUST_DAGS is not set."""
    (sync,) = DEV["sync"]
    folder: str = sync.partition(":-")[2].partition("}")[0]
    return folder


@pytest.mark.parametrize("manifest", [MANIFEST, DEV_ONLY], ids=["okteto.yaml", "okteto.dev.yaml"])
def test_it_holds_to_the_schema(manifest: dict[str, Any]) -> None:
    jsonschema.validate(manifest, json.loads(SCHEMA.read_text()), cls=jsonschema.Draft202012Validator)


def test_it_has_every_section_we_promise() -> None:
    assert MANIFEST.keys() == {"name", "build", "deploy", "dev", "test", "destroy"}


def test_the_manifest_for_any_cluster_is_the_development_section_alone() -> None:
    assert {"dev": MANIFEST["dev"]} == DEV_ONLY


def test_a_key_that_okteto_does_not_know_is_seen() -> None:
    wrong = {**MANIFEST, "dev": {"airflow-dag-processor": {**DEV, "hotReload": True}}}
    with pytest.raises(jsonschema.ValidationError, match="hotReload"):
        jsonschema.validate(wrong, json.loads(SCHEMA.read_text()), cls=jsonschema.Draft202012Validator)


def test_the_image_is_built_from_a_dockerfile() -> None:
    assert (ROOT / MANIFEST["build"]["airflow"]["context"] / "Dockerfile").is_file()


def test_the_development_container_runs_what_its_deployment_runs() -> None:
    (container,) = pod_templates("okteto")["airflow-dag-processor"]["spec"]["containers"]
    assert DEV["command"] == container["args"]


def test_its_files_land_where_task_pods_read_them() -> None:
    mount = DEV["sync"][0].rpartition(":")[2]
    for template in (pod_templates("okteto")["airflow-dag-processor"], task_pod("okteto")):
        (name,) = [
            m["name"] for m in template["spec"]["containers"][0]["volumeMounts"] if m["mountPath"] == mount
        ]
        (volume,) = [volume for volume in template["spec"]["volumes"] if volume["name"] == name]
        assert volume["persistentVolumeClaim"]["claimName"] == "airflow-dags"


def test_the_folder_of_dags_is_there_and_okteto_need_not_ask_what_to_ignore() -> None:
    assert (ROOT / local_folder() / ".stignore").is_file()


def test_it_forwards_to_a_port_of_a_service() -> None:
    (forward,) = DEV["forward"]
    _, service, port = forward.split(":")
    ports = {
        s["metadata"]["name"]: [p["port"] for p in s["spec"]["ports"]] for s in of_kind("okteto", "Service")
    }
    assert int(port) in ports[service]


def test_deploying_puts_the_built_image_everywhere_and_changes_nothing_else() -> None:
    (command,) = [step["command"] for step in MANIFEST["deploy"] if step["name"] == "Airflow"]
    build, _, apply = command.rpartition("|")
    assert apply.split() == ["kubectl", "apply", "-f", "-"]
    folder = os.path.dirname(sys.executable)  # noqa: PTH120 -- for PATH
    printed = subprocess.run(
        ["sh", "-c", build], check=True, capture_output=True, text=True, cwd=ROOT,
        env={"PATH": f"{folder}:/usr/bin:/bin", "OKTETO_BUILD_AIRFLOW_IMAGE": BUILT},
    ).stdout  # fmt: skip
    assert printed == rendered("okteto").replace("apache/airflow:3.3.2", BUILT)
    assert "apache/airflow" not in printed
    assert len(list(YAML(typ="safe").load_all(printed))) == len(documents("okteto"))
