"""Small manifests to apply and compare, and overlays made of them."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

Manifest = dict[str, Any]


def overlay(folder: Path, *manifests: Mapping[str, Any], **fields: object) -> Path:
    """Write a kustomization of these objects, in JSON, which every reader of YAML takes.

    Args:
        folder: Where; made if need be, and its kustomization replaced.
        manifests: The objects.
        fields: More of the kustomization, for instance its `secretGenerator`.
    """
    folder.mkdir(parents=True, exist_ok=True)
    names = [f"{number}.yaml" for number, _ in enumerate(manifests)]
    for name, manifest in zip(names, manifests, strict=True):
        (folder / name).write_text(json.dumps(manifest, indent=1) + "\n")
    kind = {"apiVersion": "kustomize.config.k8s.io/v1beta1", "kind": "Kustomization"}
    (folder / "kustomization.yaml").write_text(json.dumps({**kind, "resources": names, **fields}) + "\n")
    return folder


def config_map(name: str, metadata: Mapping[str, Any] | None = None, /, **data: str) -> Manifest:
    return {
        "apiVersion": "v1",
        "kind": "ConfigMap",
        "metadata": {"name": name, **(metadata or {})},
        "data": data,
    }


def secret(name: str, metadata: Mapping[str, Any] | None = None, /, **texts: str) -> Manifest:
    return {
        "apiVersion": "v1",
        "kind": "Secret",
        "metadata": {"name": name, **(metadata or {})},
        "stringData": texts,
    }


def deployment(
    name: str, *, replicas: int | None = 1, image: str = "example.org/a:1", **env: str
) -> Manifest:
    """A Deployment with one container; `replicas` None leaves the field to others."""
    labels = {"app": name}
    container = {
        "name": "airflow",
        "image": image,
        "env": [{"name": key, "value": value} for key, value in env.items()],
    }
    return {
        "apiVersion": "apps/v1",
        "kind": "Deployment",
        "metadata": {"name": name},
        "spec": {
            **({} if replicas is None else {"replicas": replicas}),
            "selector": {"matchLabels": labels},
            "template": {"metadata": {"labels": labels}, "spec": {"containers": [container]}},
        },
    }


def definition(kind: str, group: str, *, plural: str) -> Manifest:
    """The definition of a namespaced custom resource that takes any `spec`."""
    anything = {"type": "object", "x-kubernetes-preserve-unknown-fields": True}
    version = {"name": "v1", "served": True, "storage": True, "schema": {"openAPIV3Schema": anything}}
    return {
        "apiVersion": "apiextensions.k8s.io/v1",
        "kind": "CustomResourceDefinition",
        "metadata": {"name": f"{plural}.{group}"},
        "spec": {
            "group": group,
            "names": {"kind": kind, "plural": plural, "singular": kind.lower(), "listKind": f"{kind}List"},
            "scope": "Namespaced",
            "versions": [version],
        },
    }
