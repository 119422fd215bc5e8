"""Do the ClusterRoles of docs/rbac grant what a comparison of our overlays takes, and not one right more?"""

from collections.abc import Iterator
from typing import Any

import pytest
from ruamel.yaml import YAML
from tests.rendered import OVERLAYS, ROOT, SCENARIOS, documents

PLURALS = {
    "Ingress": "ingresses",
    "NetworkPolicy": "networkpolicies",
    "PriorityClass": "priorityclasses",
}
NEEDED = {
    "exact": frozenset({"create", "get", "list", "patch"}),
    "read-only": frozenset({"get", "list"}),
}
EACH = pytest.mark.parametrize("kind", NEEDED)
# A RoleBinding reaches its own namespace alone, which is there and is asked for by its name.
OWN_NAMESPACE = ("", "namespaces")

Right = tuple[str, str]


def rights(kind: str) -> Iterator[tuple[Right, frozenset[str]]]:
    """Each group and resource with its verbs, of all the roles of a file."""
    text = (ROOT / f"docs/rbac/diff-{kind}.yaml").read_text()
    for role in YAML(typ="safe").load_all(text):
        for rule in role["rules"]:
            for group in rule["apiGroups"]:
                for resource in rule["resources"]:
                    yield (group, resource), frozenset(rule["verbs"])


def resource(document: dict[str, Any]) -> Right:
    group, _, _ = document["apiVersion"].rpartition("/")
    return group, PLURALS.get(document["kind"], f"{document['kind'].lower()}s")


RENDERED = {resource(document) for overlay in [*OVERLAYS, *SCENARIOS] for document in documents(overlay)}


@EACH
def test_every_kind_we_render_may_be_compared_and_no_other(kind: str) -> None:
    assert {right for right, _ in rights(kind)} == RENDERED


@EACH
def test_the_verbs_are_those_a_comparison_takes(kind: str) -> None:
    assert {verbs for right, verbs in rights(kind) if right != OWN_NAMESPACE} == {NEEDED[kind]}


@EACH
def test_a_namespace_is_asked_for_by_its_name(kind: str) -> None:
    assert dict(rights(kind))[OWN_NAMESPACE] == NEEDED[kind] - {"create", "list"}
