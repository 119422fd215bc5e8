"""What a cluster has before its first user: DNS, a storage class, an audit policy."""

import json
from ipaddress import IPv4Address
from typing import Any

from lab.layout import CLUSTER_DOMAIN, DNS_SERVICE, Lab

MANAGER = "airkust-lab"
"""Field manager of the objects the lab applies."""

PROVISIONER = "airkust.dev/lab-storage"
STORAGE_CLASS = "standard"
DNS_READY_PORT = 8181

AUDIT_POLICY = json.dumps(
    {
        "apiVersion": "audit.k8s.io/v1",
        "kind": "Policy",
        "omitStages": ["RequestReceived"],
        "omitManagedFields": True,
        "rules": [
            # Leases and events are most of the traffic and say nothing a test asks for.
            {
                "level": "None",
                "resources": [
                    {"group": "coordination.k8s.io", "resources": ["leases"]},
                    {"group": "", "resources": ["events"]},
                    {"group": "events.k8s.io", "resources": ["events"]},
                ],
            },
            # Metadata only: a log with request bodies would hold the data of Secrets.
            {"level": "Metadata"},
        ],
    },
    indent=1,
)

Addressed = tuple[tuple[str, dict[str, Any]], ...]
"""Objects, each with its path at the API server."""


def corefile(lab: Lab) -> str:
    """CoreDNS's configuration: the cluster's names, and everything else as this machine resolves it."""
    return f"""\
.:53 {{
    bind {lab.gateway}
    errors
    ready {lab.gateway}:{DNS_READY_PORT}
    kubernetes {CLUSTER_DOMAIN} in-addr.arpa ip6.arpa {{
        kubeconfig {lab.pki / "dns.kubeconfig"}
        pods insecure
        fallthrough in-addr.arpa ip6.arpa
    }}
    forward . /etc/resolv.conf
    cache 5
    loadbalance
}}
"""


def dns_service(address: IPv4Address) -> Addressed:
    """The Service every pod asks, and CoreDNS on the bridge behind it, which no selector could find."""
    namespace = "/api/v1/namespaces/kube-system"
    ports = [("dns", "UDP"), ("dns-tcp", "TCP")]
    service = {
        "apiVersion": "v1",
        "kind": "Service",
        "metadata": {"name": "kube-dns", "labels": {"k8s-app": "kube-dns"}},
        "spec": {
            "clusterIP": str(DNS_SERVICE),
            "ports": [{"name": name, "protocol": kind, "port": 53} for name, kind in ports],
        },
    }
    endpoints = {
        "apiVersion": "discovery.k8s.io/v1",
        "kind": "EndpointSlice",
        "metadata": {"name": "kube-dns-lab", "labels": {"kubernetes.io/service-name": "kube-dns"}},
        "addressType": "IPv4",
        "endpoints": [{"addresses": [str(address)], "conditions": {"ready": True}}],
        "ports": [{"name": name, "protocol": kind, "port": 53} for name, kind in ports],
    }
    slices = "/apis/discovery.k8s.io/v1/namespaces/kube-system/endpointslices"
    return (f"{namespace}/services/kube-dns", service), (f"{slices}/kube-dns-lab", endpoints)


def storage_class() -> Addressed:
    """The default StorageClass, served by `lab.storage`."""
    value = {
        "apiVersion": "storage.k8s.io/v1",
        "kind": "StorageClass",
        "metadata": {
            "name": STORAGE_CLASS,
            "annotations": {"storageclass.kubernetes.io/is-default-class": "true"},
        },
        "provisioner": PROVISIONER,
        "reclaimPolicy": "Delete",
        "volumeBindingMode": "WaitForFirstConsumer",
    }
    return ((f"/apis/storage.k8s.io/v1/storageclasses/{STORAGE_CLASS}", value),)
