"""Where would the pods stand at worst, and what is left when a node or a zone is lost?"""

from collections.abc import Mapping
from dataclasses import dataclass

from airkust.model.rendering import Rendering
from airkust.report.html.members import Member


@dataclass(frozen=True, slots=True)
class Node:
    """A node of the picture.

    Attributes:
        name: Made up: nobody knows the real one.
        pods: Name of the workload and number of its pods, of those with any.
    """

    name: str
    pods: tuple[tuple[str, int], ...]

    @property
    def count(self) -> int:
        return sum(number for _, number in self.pods)


@dataclass(frozen=True, slots=True)
class Zone:
    """A zone of the picture."""

    name: str
    nodes: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Left:
    """Pods of a workload that are left in the worst case."""

    without_node: int
    without_zone: int


@dataclass(frozen=True, slots=True)
class Places:
    """What is known of the places of all pods.

    Attributes:
        zones: The cluster with the pods in it; () where it cannot be told.
        left: By the name of the workload.
        missing: Facts without which nothing can be said.
        homeless: Workloads of which some pods find no node, and how many do.
    """

    zones: tuple[Zone, ...] = ()
    left: Mapping[str, Left] | None = None
    missing: tuple[str, ...] = ()
    homeless: tuple[tuple[str, int], ...] = ()

    def without_node(self, member: Member) -> int | None:
        """Pods of a workload that are left when the node that hurts it most is lost."""
        found = (self.left or {}).get(member.name)
        return found and found.without_node

    def without_zone(self, member: Member) -> int | None:
        """The same for a zone."""
        found = (self.left or {}).get(member.name)
        return found and found.without_zone


def places(rendering: Rendering) -> Places:
    """TEMPORARY."""
    return Places(missing=("cluster.nodes of ha.yaml",))
