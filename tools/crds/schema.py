"""How does a CustomResourceDefinition become a JSON schema that refuses misspelled fields, and back?

Both directions in one file, because what the first adds is what the second has to take away.
"""

from typing import Any

Json = Any

ABOUT = "x-definition"
"""What a definition says beside its schema, kept in the schema so that a cluster can be given the kind."""


def file_of(definition: Json) -> str:
    """Where `airkust validate --schema-dir` looks for the kind."""
    names = definition["spec"]["names"]
    version = _served(definition)["name"]
    return f"{definition['spec']['group']}/{names['kind'].lower()}_{version}.json"


def strict(definition: Json) -> Json:
    """The schema of the served version; a field that it does not have is an error."""
    spec = definition["spec"]
    version = _served(definition)
    about = {
        "group": spec["group"],
        "names": spec["names"],
        "scope": spec["scope"],
        "version": version["name"],
        "subresources": version.get("subresources", {}),
    }
    return {ABOUT: about, **_closed(version["schema"]["openAPIV3Schema"])}


def definition_of(schema: Json) -> Json:
    """The definition a cluster takes, of a schema that `strict` made."""
    about = schema[ABOUT]
    version = {
        "name": about["version"],
        "served": True,
        "storage": True,
        "schema": {"openAPIV3Schema": _opened({key: schema[key] for key in schema if key != ABOUT})},
        "subresources": about["subresources"],
    }
    return {
        "apiVersion": "apiextensions.k8s.io/v1",
        "kind": "CustomResourceDefinition",
        "metadata": {
            "name": f"{about['names']['plural']}.{about['group']}",
            # Kubernetes takes no definition in a group *.k8s.io without the place where it was agreed upon
            "annotations": {"api-approved.kubernetes.io": "https://github.com/kubernetes-sigs/gateway-api"},
        },
        "spec": {
            "group": about["group"],
            "names": about["names"],
            "scope": about["scope"],
            "versions": [version],
        },
    }


def _served(definition: Json) -> Json:
    return next(version for version in definition["spec"]["versions"] if version["served"])


def _closed(node: Json) -> Json:
    """A copy in which every object with named fields has no others."""
    if isinstance(node, list):
        return [_closed(item) for item in node]
    if not isinstance(node, dict):
        return node
    copy = {key: _closed(value) for key, value in node.items()}
    any_field = ("x-kubernetes-preserve-unknown-fields", "x-kubernetes-embedded-resource")
    open_ended = any(node.get(mark) for mark in any_field)
    if isinstance(node.get("properties"), dict) and node.get("type") == "object" and not open_ended:
        copy["additionalProperties"] = False
    return copy


def _opened(node: Json) -> Json:
    """A copy without what `_closed` added: in a definition no schema has it beside `properties`."""
    if isinstance(node, list):
        return [_opened(item) for item in node]
    if not isinstance(node, dict):
        return node
    return {
        key: _opened(value)
        for key, value in node.items()
        if not (key == "additionalProperties" and value is False)
    }
