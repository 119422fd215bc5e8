"""What does a hard constraint ask of the place a pod is to stand in?"""

from dataclasses import dataclass
from enum import StrEnum

from airkust.model.topology import Level


class Kind(StrEnum):
    """What a hard constraint asks of the place a pod is to stand in."""

    CAP = "cap"  # at most so many pods there
    SKEW = "skew"  # at most so many more than in the emptiest place
    TOGETHER = "together"  # where one of them stands already


@dataclass(frozen=True, order=True, slots=True)
class Bound:
    """A hard constraint over a workload's own pods, held against a cluster.

    Attributes:
        limit: Pods, for a cap and a skew.
        per_revision: Pods of another revision of the workload are not counted.
    """

    level: Level
    kind: Kind
    limit: int = 1
    per_revision: bool = False

    def allows(self, here: int, emptiest: int, everywhere: int) -> bool:
        """Whether one pod more may stand in a place.

        Args:
            here: Pods there.
            emptiest: Pods in the place with the fewest.
            everywhere: All pods.
        """
        match self.kind:
            case Kind.CAP:
                return here < self.limit
            case Kind.SKEW:
                return here + 1 - emptiest <= self.limit
            case Kind.TOGETHER:
                return here > 0 or everywhere == 0
