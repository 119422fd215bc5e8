"""What if a webhook refuses dry runs?

Nobody can make such a webhook any more: v1 takes no `sideEffects: Some`. Clusters that were born with v1beta1
still hold them. So the test makes one as an upgrade would have left it: in etcd.
"""

import base64
import json
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.cluster.diff.hands import apply_server_side
from tests.cluster.diff.objects import config_map, deployment, overlay
from tests.cluster.diff.verdict import Differ
from tests.cluster.kubectl import Kubectl, wait_until

from lab.layout import Lab

NAME = "old.example.org"
CHOSEN = {"labels": {"old-webhook": "true"}}


def webhook(namespace: str) -> dict[str, Any]:
    """Asks about labelled ConfigMaps of one namespace; nobody listens, and that is ignored."""
    return {
        "apiVersion": "admissionregistration.k8s.io/v1",
        "kind": "ValidatingWebhookConfiguration",
        "metadata": {"name": NAME},
        "webhooks": [
            {
                "name": NAME,
                "clientConfig": {"url": "https://127.0.0.1:1/"},
                "rules": [
                    {
                        "apiGroups": [""],
                        "apiVersions": ["v1"],
                        "operations": ["*"],
                        "resources": ["configmaps"],
                    }
                ],
                "objectSelector": {"matchLabels": CHOSEN["labels"]},
                "namespaceSelector": {"matchLabels": {"kubernetes.io/metadata.name": namespace}},
                "failurePolicy": "Ignore",
                "sideEffects": "None",
                "admissionReviewVersions": ["v1"],
                "timeoutSeconds": 1,
            }
        ],
    }


def in_etcd(lab: Lab, verb: str, request: dict[str, str]) -> dict[str, Any]:
    """Ask the lab's etcd by its JSON gateway; keys and values are in base64."""
    encoded = {name: base64.b64encode(value.encode("latin-1")).decode() for name, value in request.items()}
    url = f"http://{lab.loopback}:2379/v3/kv/{verb}"
    with urllib.request.urlopen(url, json.dumps(encoded).encode(), timeout=10) as answer:
        found: dict[str, Any] = json.load(answer)
    return found


def make_old(lab: Lab) -> None:
    """Write `Some` over the `None` of the stored webhook: both have four letters."""
    key = f"/registry/validatingwebhookconfigurations/{NAME}"
    (stored,) = in_etcd(lab, "range", {"key": key})["kvs"]
    value = base64.b64decode(stored["value"]).decode("latin-1")
    in_etcd(lab, "put", {"key": key, "value": value.replace("None", "Some")})


@pytest.fixture
def refused(own_lab: Lab, kubectl: Kubectl, tmp_path: Path) -> Iterator[Path]:
    """An applied overlay; the webhook refuses dry runs of its ConfigMap `chosen`."""
    chosen = config_map("chosen", CHOSEN, size="1")
    desired = overlay(tmp_path / "o", chosen, config_map("b"), deployment("a"))
    apply_server_side(kubectl, desired)
    (made := tmp_path / "webhook.json").write_text(json.dumps(webhook(kubectl.namespace)))
    kubectl.run("apply", "--filename", str(made))
    make_old(own_lab)
    dry = ("annotate", "configmap/chosen", "--overwrite", "--dry-run=server", "try=1")
    wait_until(lambda: not kubectl.run(*dry, check=False), "the webhook to refuse", deadline=60)
    yield desired
    kubectl.run("delete", "--filename", str(made))


def test_the_object_is_compared_by_our_own_means(refused: Path, diff: Differ) -> None:
    verdict = diff.verdict(refused)
    assert (verdict.code, verdict.fates["ConfigMap/chosen"]) == (0, "same")


def test_the_object_alone_is_approximate(refused: Path, diff: Differ) -> None:
    assert set(diff.verdict(refused).approximate) == {"ConfigMap/chosen"}


def test_the_reason_names_the_webhook(refused: Path, diff: Differ) -> None:
    assert NAME in diff.verdict(refused).approximate["ConfigMap/chosen"]


def test_its_difference_is_found(refused: Path, diff: Differ) -> None:
    changed = overlay(refused, config_map("chosen", CHOSEN, size="2"))
    assert diff.verdict(changed).changes("ConfigMap/chosen") == {"data.size": ("1", "2")}
