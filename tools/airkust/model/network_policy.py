"""Which connections do NetworkPolicies let through?

As the API defines them: a pod that no policy selects in a direction is open in it; one that any selects is
closed but for what the rules of all of them together allow. An absent `from` or `to` means everybody, absent
`ports` mean all, and policyTypes default to Ingress, and Egress where rules for it are written.
Source: https://kubernetes.io/docs/concepts/services-networking/network-policies/ and
kubernetes/api `networking/v1/types.go`.

An answer may be None: the manifests do not tell, for instance the labels of a namespace made elsewhere.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from airkust.model import semantics, tree
from airkust.model.index import same_namespace
from airkust.model.resource import Resource

GROUP = "networking.k8s.io"
NAMESPACE_NAME = "kubernetes.io/metadata.name"
"""The label every namespace has."""

Answer = bool | None


class Direction(StrEnum):
    """As a policy's policyTypes name it, from the pod's point of view."""

    INGRESS = "Ingress"
    EGRESS = "Egress"


@dataclass(frozen=True, eq=False)
class Pod:
    """One end of a connection.

    Attributes:
        namespace: "" where the manifests do not tell.
        namespace_labels: Those of a Namespace that is rendered; None where it is not.
        ports: The names of its containers' ports.
        on_host: It uses the network of its node, which policies do not reach.
    """

    labels: Mapping[str, str]
    namespace: str = ""
    namespace_labels: Mapping[str, str] | None = None
    ports: Mapping[str, int] = field(default_factory=dict)
    on_host: bool = False


@dataclass(frozen=True, slots=True)
class Outside:
    """Some address that is no pod's: of the Kubernetes API, of a name server of the node, of the internet."""


OUTSIDE = Outside()


@dataclass(frozen=True, slots=True)
class Port:
    """Where a connection goes to."""

    number: int
    protocol: str = "TCP"

    def __str__(self) -> str:
        return f"{self.protocol} {self.number}"


def governing(policies: Iterable[Resource], pod: Pod, direction: Direction) -> tuple[Resource, ...]:
    """The policies that close a pod in a direction; () where it is open."""
    if pod.on_host:
        return ()
    return tuple(
        policy
        for policy in policies
        if policy.id.api_group == GROUP
        and direction in _types(policy)
        and same_namespace(policy.namespace, pod.namespace)
        and semantics.selects(tree.mapping(policy.body, "spec", "podSelector"), pod.labels)
    )


def allows(
    closing: Sequence[Resource], pod: Pod, direction: Direction, peer: Pod | Outside, port: Port
) -> Answer:
    """Whether the policies that govern a pod let it talk to a peer.

    Args:
        closing: What `governing` answered for the pod and the direction.
        pod: Whose policies these are: the source for Egress, the target for Ingress.
        direction: Which of their rules count.
        peer: The other end.
        port: At the target, whichever end that is.
    """
    if not closing:
        return True
    part, peers = ("ingress", "from") if direction is Direction.INGRESS else ("egress", "to")
    named = pod if direction is Direction.INGRESS else peer
    return any_of(
        all_of(
            [
                _peers_match(policy, tree.at(rule, peers), peer),
                _ports_match(tree.at(rule, "ports"), named, port),
            ]
        )
        for policy in closing
        for rule in tree.sequence(policy.body, "spec", part)
    )


def any_of(answers: Iterable[Answer]) -> Answer:
    """True if one is, None if one might be."""
    found = set(answers)
    return True if True in found else None if None in found else False


def all_of(answers: Iterable[Answer]) -> Answer:
    """False if one is, None if one might be."""
    found = set(answers)
    return False if False in found else None if None in found else True


def _types(policy: Resource) -> tuple[str, ...]:
    said = tree.texts(policy.body, "spec", "policyTypes")
    if said:
        return said
    return ("Ingress", "Egress") if tree.sequence(policy.body, "spec", "egress") else ("Ingress",)


def _peers_match(policy: Resource, peers: object, peer: Pod | Outside) -> Answer:
    if not isinstance(peers, list) or not peers:
        return True
    return any_of(_peer_matches(policy, entry, peer) for entry in peers)


def _peer_matches(policy: Resource, entry: object, peer: Pod | Outside) -> Answer:
    if tree.at(entry, "ipBlock") is not None:
        return None  # nobody knows the addresses; and whether a pod's count depends on the network plugin
    if isinstance(peer, Outside):
        return False
    if peer.on_host:
        return None  # some network plugins see the node, some the pod
    of_namespace, of_pod = tree.at(entry, "namespaceSelector"), tree.at(entry, "podSelector")
    if of_namespace is None and of_pod is None:
        return False  # the API server refuses it
    pods = of_pod is None or semantics.selects(of_pod, peer.labels)
    if of_namespace is None:
        return pods and same_namespace(policy.namespace, peer.namespace)
    return all_of([pods, _namespace_matches(of_namespace, peer)])


def _namespace_matches(selector: object, peer: Pod) -> Answer:
    if selector == {}:
        return True
    own = {NAMESPACE_NAME: peer.namespace} if peer.namespace else {}
    if peer.namespace_labels is not None and own:
        return semantics.selects(selector, {**peer.namespace_labels, **own})
    wanted = tree.mapping(selector, "matchLabels")
    if own and any(key in own and own[key] != value for key, value in wanted.items()):
        return False
    only_name = set(wanted) <= set(own) and not tree.sequence(selector, "matchExpressions")
    return semantics.selects(selector, own) if only_name else None


def _ports_match(ports: object, target: Pod | Outside, port: Port) -> Answer:
    if not isinstance(ports, list) or not ports:
        return True
    return any(_port_matches(entry, target, port) for entry in ports)


def _port_matches(entry: object, target: Pod | Outside, port: Port) -> bool:
    if (tree.text(entry, "protocol") or "TCP") != port.protocol:
        return False
    first, last = tree.at(entry, "port"), tree.at(entry, "endPort")
    if first is None:
        return True
    if isinstance(first, str):
        return isinstance(target, Pod) and target.ports.get(first) == port.number
    if not isinstance(first, int):
        return False
    return first <= port.number <= (last if isinstance(last, int) else first)
