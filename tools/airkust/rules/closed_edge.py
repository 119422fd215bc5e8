"""Do the rendered NetworkPolicies let a connection through that Airflow needs?"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from airkust.model.endpoints import Endpoint
from airkust.model.finding import Violation
from airkust.model.network_policy import GROUP, Answer, Direction, Outside, Port, allows, governing
from airkust.model.rendering import Rendering
from airkust.model.resource import Resource
from airkust.rules.rule import Skip, Unknown, Verdict

OTHER_KINDS = (
    "AdminNetworkPolicy",
    "BaselineAdminNetworkPolicy",
    "CiliumClusterwideNetworkPolicy",
    "CiliumNetworkPolicy",
    "GlobalNetworkPolicy",
)
"""Policies of network plugins: they may open what a NetworkPolicy closes, and the other way round."""


@dataclass(frozen=True, eq=False)
class Edge:
    """A connection.

    Attributes:
        target: Pods, or an address outside.
        what: What the source asks for there, for instance `the execution API of Deployment/a`.
    """

    source: Endpoint
    target: Endpoint | Outside
    port: Port
    what: str


@dataclass(frozen=True, slots=True)
class Closed:
    """Why a connection does not come about.

    Attributes:
        direction: The side that forbids it.
        policies: Those that govern the pods there.
        certain: The manifests tell so for sure; else it may be open.
    """

    direction: Direction
    policies: tuple[Resource, ...]
    certain: bool


def policies_near(rendering: Rendering, namespace: str) -> Iterator[Resource]:
    """The NetworkPolicies that may govern pods of a namespace."""
    return rendering.index.of_kind_near(namespace, "NetworkPolicy")


def not_judged(rendering: Rendering) -> Skip | Unknown | None:
    """Why no edge of a rendering can be judged; None where they can."""
    others = [
        found for found in rendering.of_kind("NetworkPolicy", *OTHER_KINDS) if found.id.api_group != GROUP
    ]
    if others:
        return Unknown(f"what {others[0].id} of {others[0].id.api_group} allows")
    return None if any(rendering.of_kind("NetworkPolicy")) else Skip("no NetworkPolicy is rendered")


def closed(rendering: Rendering, edge: Edge) -> Closed | None:
    """What stands in the way of a connection, egress first; None where nothing does."""
    sides = [(Direction.EGRESS, edge.source, edge.target)]
    if isinstance(edge.target, Endpoint):
        sides.append((Direction.INGRESS, edge.target, edge.source))
    doubt: Closed | None = None
    for direction, own, peer in sides:
        over = governing(policies_near(rendering, own.pod.namespace), own.pod, direction)
        other = peer.pod if isinstance(peer, Endpoint) else peer
        answer: Answer = allows(over, own.pod, direction, other, edge.port)
        if answer is False:
            return Closed(direction, over, certain=True)
        if answer is None:
            doubt = doubt or Closed(direction, over, certain=False)
    return doubt


def judge(rendering: Rendering, edges: Iterable[Edge]) -> Iterator[Verdict]:
    """A violation for each connection that is closed for sure."""
    for edge in edges:
        found = closed(rendering, edge)
        if found and found.certain:
            yield violation(edge, found)
        elif found:
            yield Unknown(f"whether {edge.source.id} can reach {edge.what} under {listed(found.policies)}")


def violation(edge: Edge, found: Closed) -> Violation:
    """How a closed connection is reported."""
    side = found.direction.lower()
    if found.direction is Direction.INGRESS and isinstance(edge.target, Endpoint):
        side += f" of {edge.target.id}"
    return Violation(
        edge.source.id,
        f"cannot reach {edge.what} at {edge.port}: {closing(found.policies, side)} it",
        related=tuple(policy.id for policy in found.policies),
    )


def closing(found: Sequence[Resource], side: str) -> str:
    """That policies close a side and do not allow, up to the object of the sentence."""
    if len(found) > 1:
        return f"{listed(found)} close the {side}, and none of them allows"
    return f"{listed(found)} closes the {side}, and does not allow"


def listed(found: Iterable[Resource]) -> str:
    """Policies by name, in words."""
    return " and ".join(str(policy.id) for policy in found)
