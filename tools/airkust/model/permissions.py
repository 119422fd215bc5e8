"""What may a ServiceAccount do, as far as the rendered RBAC objects tell?

As the RBAC authorizer of Kubernetes reads them: rules only add up, `*` stands for everything, and a rule
with resourceNames grants nothing for objects whose names nobody knows yet.
Source: kubernetes/kubernetes `plugin/pkg/auth/authorizer/rbac` and `pkg/registry/rbac/validation/rule.go`.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from airkust.model import tree
from airkust.model.index import ResourceIndex, same_namespace
from airkust.model.resource import Resource, ResourceId

ALL_VERBS = frozenset({"create", "delete", "deletecollection", "get", "list", "patch", "update", "watch"})
READING = frozenset({"get", "list", "watch"})

BUILT_IN: Mapping[str, frozenset[str]] = {
    "admin": ALL_VERBS,
    "cluster-admin": ALL_VERBS,
    "edit": ALL_VERBS,
    "view": READING,
}
"""What the ClusterRoles every cluster has allow for pods and, as far as it matters, their logs."""


@dataclass(frozen=True, slots=True)
class Account:
    """A ServiceAccount, rendered or not."""

    name: str
    namespace: str


@dataclass(frozen=True, slots=True)
class PodPermissions:
    """What an account may do with the pods of a namespace.

    Attributes:
        verbs: Granted for sure.
        bindings: The objects that grant something to the account there.
        unread: Roles that are bound but not rendered: they may grant more.
    """

    verbs: frozenset[str]
    bindings: tuple[ResourceId, ...]
    unread: tuple[str, ...]


def pod_permissions(
    index: ResourceIndex, account: Account, namespace: str, resource: str = "pods"
) -> PodPermissions:
    """What the bindings in a rendering let an account do with pods.

    Args:
        index: Where bindings and roles are looked for.
        account: Who asks.
        namespace: Of the pods.
        resource: The pods themselves, or a part of theirs: `pods/log`.
    """
    verbs: set[str] = set()
    bindings: list[ResourceId] = []
    unread: list[str] = []
    for binding in _bindings(index, account, namespace):
        bindings.append(binding.id)
        kind, name = (tree.text(binding.body, "roleRef", part) for part in ("kind", "name"))
        role = index.get(kind, name, binding.namespace if kind == "Role" else "")
        if role is not None:
            verbs |= _verbs_on(role, resource)
        elif kind == "ClusterRole" and name in BUILT_IN:
            verbs |= BUILT_IN[name]
        if (role is None and name not in BUILT_IN) or (role and "aggregationRule" in role.body):
            unread.append(f"{kind}/{name}")
    return PodPermissions(frozenset(verbs), tuple(bindings), tuple(unread))


def _bindings(index: ResourceIndex, account: Account, namespace: str) -> Iterator[Resource]:
    for binding in index.of_kind("RoleBinding", "ClusterRoleBinding"):
        reaches = binding.kind == "ClusterRoleBinding" or same_namespace(binding.namespace, namespace)
        subjects = tree.sequence(binding.body, "subjects")
        if reaches and any(_is_meant(subject, account) for subject in subjects):
            yield binding


def _is_meant(subject: object, account: Account) -> bool:
    name = tree.text(subject, "name")
    match tree.text(subject, "kind"):
        case "ServiceAccount":
            return name == account.name and same_namespace(tree.text(subject, "namespace"), account.namespace)
        case "Group":
            groups = {"system:authenticated", "system:serviceaccounts"}
            return name in groups | {f"system:serviceaccounts:{account.namespace}"}
        case "User":
            return name == f"system:serviceaccount:{account.namespace}:{account.name}"
        case _:
            return False


def _verbs_on(role: Resource, resource: str) -> frozenset[str]:
    verbs: set[str] = set()
    part = resource.partition("/")[2]
    named = {resource, "*", f"*/{part}" if part else "*"}
    for rule in tree.sequence(role.body, "rules"):
        groups, resources = (tree.texts(rule, part) for part in ("apiGroups", "resources"))
        covers = {"", "*"} & set(groups) and named & set(resources)
        if covers and not tree.sequence(rule, "resourceNames"):
            verbs |= set(tree.texts(rule, "verbs"))
    return ALL_VERBS if "*" in verbs else frozenset(verbs)
