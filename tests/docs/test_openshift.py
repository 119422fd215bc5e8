"""Do the patches of docs/openshift.md fit what the overlay renders, and take away what OpenShift refuses?"""

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML
from tests.rendered import ROOT, folder

KUBECTL = Path(sys.executable).with_name("kubectl")


@pytest.fixture(scope="module")
def rendered() -> list[dict[str, Any]]:
    """The scenario with everything, and the guide's patches on top of it."""
    patches = re.findall(r"```yaml\n(patches:.*?)```", (ROOT / "docs/openshift.md").read_text(), re.DOTALL)[0]
    overlay = ROOT / "build" / "openshift"
    overlay.mkdir(parents=True, exist_ok=True)
    (overlay / "kustomization.yaml").write_text(f"resources: [../../{folder('ecosystem')}]\n{patches}")
    done = subprocess.run([KUBECTL, "kustomize", overlay], check=True, capture_output=True, text=True)
    return list(YAML(typ="safe").load_all(done.stdout))


def named(rendered: list[dict[str, Any]], kind: str, name: str) -> dict[str, Any]:
    return next(d for d in rendered if d["kind"] == kind and d["metadata"]["name"] == name)


def test_no_pod_names_a_user_or_a_group(rendered: list[dict[str, Any]]) -> None:
    texts = [str(document) for document in rendered if document["kind"] != "CustomResourceDefinition"]
    assert [text for text in texts if re.search(r"runAsUser|runAsGroup|fsGroup", text)] == []


def test_names_are_asked_where_openshift_has_them(rendered: list[dict[str, Any]]) -> None:
    (rule,) = named(rendered, "NetworkPolicy", "airflow-all-to-dns")["spec"]["egress"]
    assert {port["port"] for port in rule["ports"]} == {5353}


def test_the_router_is_let_in(rendered: list[dict[str, Any]]) -> None:
    (rule,) = named(rendered, "NetworkPolicy", "airflow-api-server-from-users")["spec"]["ingress"]
    (peer,) = rule["from"]
    assert peer["namespaceSelector"]["matchLabels"] == {"policy-group.network.openshift.io/ingress": ""}


def test_the_router_is_told_to_wait(rendered: list[dict[str, Any]]) -> None:
    annotations = named(rendered, "Ingress", "airflow-api-server")["metadata"]["annotations"]
    assert annotations == {"haproxy.router.openshift.io/timeout": "130s"}
