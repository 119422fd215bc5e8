"""Network policies in force: what kube-router, one in each node, may read, and whether it is done."""

from ipaddress import IPv4Address

from lab.addons import MANAGER, Addressed
from lab.control_plane import admin, await_account
from lab.errors import ToolFailed
from lab.layout import Lab
from lab.pause import REFERENCE
from lab.pki import POLICIES_USER
from lab.process import run


def ensure(lab: Lab) -> None:
    """Give the cluster what policies need of it."""
    await_account(lab, "kube-system")
    for path, value in (*rights(), *dns_pod(lab.gateway)):
        admin(lab).apply(path, value, manager=MANAGER)


def in_force(inside: tuple[str, ...]) -> bool:
    """Whether kube-router has gone through all policies once: its last rule lets pass what it has marked.

    Args:
        inside: The beginning of a command that runs in the node.
    """
    try:
        rules = run([*inside, "iptables", "-w", "-S", "KUBE-ROUTER-FORWARD"])
    except ToolFailed:  # no such chain yet
        return False
    return "--mark 0x20000/0x20000 -j ACCEPT" in rules


def rights() -> Addressed:
    """What kube-router reads: it waits for all of it, also for what it never uses."""
    name = POLICIES_USER
    role = {"apiGroup": "rbac.authorization.k8s.io", "kind": "ClusterRole", "name": name}
    reads = {
        "": ["endpoints", "namespaces", "nodes", "pods", "services"],
        "discovery.k8s.io": ["endpointslices"],
        "networking.k8s.io": ["networkpolicies"],
    }
    rules = [
        {"apiGroups": [group], "resources": resources, "verbs": ["get", "list", "watch"]}
        for group, resources in reads.items()
    ]
    kind = {"apiVersion": "rbac.authorization.k8s.io/v1", "metadata": {"name": name}}
    binding = {"roleRef": role, "subjects": [{"apiGroup": role["apiGroup"], "kind": "User", "name": name}]}
    path = "/apis/rbac.authorization.k8s.io/v1"
    return (
        (f"{path}/clusterroles/{name}", {**kind, "kind": "ClusterRole", "rules": rules}),
        (f"{path}/clusterrolebindings/{name}", {**kind, "kind": "ClusterRoleBinding", **binding}),
    )


def dns_pod(address: IPv4Address) -> Addressed:
    """A pod that no node runs, so that policies find CoreDNS where every cluster has it.

    They know it by the labels of its pods, and the lab's is a process of this machine. No scheduler has the
    name this pod asks for; its status, which nobody else writes, says the address.
    """
    name = "coredns"
    pods = "/api/v1/namespaces/kube-system/pods"
    kind = {"apiVersion": "v1", "kind": "Pod"}
    spec = {
        "schedulerName": MANAGER,
        "automountServiceAccountToken": False,
        "containers": [{"name": name, "image": REFERENCE}],
    }
    status = {
        "phase": "Running",
        "podIP": str(address),
        "podIPs": [{"ip": str(address)}],
        # Whoever waits for all pods is not to wait for this one.
        "conditions": [{"type": "Ready", "status": "True"}],
        "containerStatuses": [
            {
                "name": name,
                "ready": True,
                "restartCount": 0,
                "image": REFERENCE,
                "imageID": "",
                "state": {"running": {}},
            }
        ],
    }
    metadata = {"name": name, "labels": {"k8s-app": "kube-dns"}}
    return (
        (f"{pods}/{name}", {**kind, "metadata": metadata, "spec": spec}),
        (f"{pods}/{name}/status", {**kind, "metadata": {"name": name}, "status": status}),
    )
