"""Which Service does a host name mean inside a pod?

As the cluster's DNS and the search list of a pod's resolv.conf answer: `name`, `name.namespace`,
`name.namespace.svc` and the same with a cluster domain behind it.
"""

import ipaddress
from collections.abc import Collection
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ServiceName:
    """A Service by name; the namespace is "" where the manifests do not name it."""

    name: str
    namespace: str


def service_named(host: str, namespace: str, namespaces: Collection[str]) -> ServiceName | None:
    """The Service a host name means.

    Args:
        host: Without scheme and port.
        namespace: Of the pod that asks.
        namespaces: Those known to be of this cluster: `a.b` may as well be a host of the internet.

    Returns:
        None for an address, and for a name that is not the cluster's.
    """
    name, *rest = host.removesuffix(".").split(".")
    if not name or is_address(host):
        return None
    if not rest:
        return ServiceName(name, namespace)
    if rest[1:2] == ["svc"] or (len(rest) == 1 and rest[0] in namespaces):
        return ServiceName(name, rest[0])
    return None


def is_address(host: str) -> bool:
    """Whether this is an IP address and no name."""
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def is_loopback(host: str) -> bool:
    """Whether a pod that calls this host calls itself."""
    if is_address(host):
        address = ipaddress.ip_address(host)
        return address.is_loopback or address.is_unspecified
    return host == "localhost" or host.endswith(".localhost")
