"""What RBAC objects let a ServiceAccount do with pods."""

import pytest

from airkust.model.permissions import ALL_VERBS, READING, Account, pod_permissions
from airkust.parse import parse

ACCOUNT = Account("scheduler", "airflow")
BINDING = """\
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: {name: b, namespace: airflow}
roleRef: {kind: Role, name: r}
subjects: [{kind: ServiceAccount, name: scheduler, namespace: airflow}]
"""
ROLE = """\
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: {name: r, namespace: airflow}
rules: [{apiGroups: [""], resources: [pods], verbs: [get, patch]}]
"""


def verbs(*documents: str, namespace: str = "airflow") -> frozenset[str]:
    index = parse("---\n".join(documents).encode(), name="-").index
    return pod_permissions(index, ACCOUNT, namespace).verbs


def test_a_bound_role_grants_its_verbs() -> None:
    assert verbs(BINDING, ROLE) == {"get", "patch"}


def test_a_binding_of_another_namespace_grants_nothing() -> None:
    assert verbs(BINDING, ROLE, namespace="tasks") == frozenset()


@pytest.mark.parametrize(
    "rule",
    [
        '{apiGroups: [""], resources: [pods], verbs: [patch], resourceNames: [one]}',
        '{apiGroups: [apps], resources: [pods], verbs: ["*"]}',
        '{apiGroups: [""], resources: [pods/log], verbs: ["*"]}',
    ],
)
def test_a_rule_for_something_else_grants_nothing(rule: str) -> None:
    role = ROLE.replace('{apiGroups: [""], resources: [pods], verbs: [get, patch]}', rule)
    assert verbs(BINDING, role) == frozenset()


@pytest.mark.parametrize(
    ("resources", "expected"),
    [
        ("[pods/log]", {"get"}),
        ('["*/log"]', {"get"}),
        ('["*"]', {"get"}),
        ("[pods]", set()),
        ("[pods/exec]", set()),
    ],
)
def test_a_part_of_a_pod_is_granted_by_itself(resources: str, expected: set[str]) -> None:
    role = ROLE.replace("[pods], verbs: [get, patch]", f"{resources}, verbs: [get]")
    index = parse(f"{BINDING}---\n{role}".encode(), name="-").index
    assert pod_permissions(index, ACCOUNT, "airflow", "pods/log").verbs == expected


def test_stars_grant_everything() -> None:
    role = ROLE.replace('[""]', '["*"]').replace("[pods]", '["*"]').replace("[get, patch]", '["*"]')
    assert verbs(BINDING, role) == ALL_VERBS


@pytest.mark.parametrize(
    "subject",
    [
        "{kind: Group, name: 'system:serviceaccounts'}",
        "{kind: Group, name: 'system:serviceaccounts:airflow'}",
        "{kind: User, name: 'system:serviceaccount:airflow:scheduler'}",
    ],
)
def test_an_account_is_also_meant_by(subject: str) -> None:
    binding = BINDING.replace("{kind: ServiceAccount, name: scheduler, namespace: airflow}", subject)
    assert verbs(binding, ROLE) == {"get", "patch"}


def test_an_account_of_the_same_name_elsewhere_is_not_meant() -> None:
    binding = BINDING.replace("name: scheduler, namespace: airflow", "name: scheduler, namespace: other")
    assert verbs(binding, ROLE) == frozenset()


def test_a_built_in_cluster_role_needs_no_rendering() -> None:
    assert verbs(BINDING.replace("kind: Role, name: r", "kind: ClusterRole, name: view")) == READING


def test_a_cluster_role_binding_reaches_every_namespace() -> None:
    binding = BINDING.replace("RoleBinding", "ClusterRoleBinding").replace(
        "kind: Role, name: r", "kind: ClusterRole, name: edit"
    )
    assert verbs(binding, namespace="anywhere") == ALL_VERBS


def test_a_bound_role_that_is_not_rendered_is_named() -> None:
    index = parse(BINDING.encode(), name="-").index
    assert pod_permissions(index, ACCOUNT, "airflow").unread == ("Role/r",)
