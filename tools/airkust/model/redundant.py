"""Which parts of Airflow run in several replicas, so that one may be lost?"""

from dataclasses import dataclass

from airkust.model.commands import CORE, Component
from airkust.model.rendering import Rendering
from airkust.model.replicas import Replicas
from airkust.model.workload import Workload

SEVERAL = 2

PARTS = (*CORE, Component.WEBSERVER)


@dataclass(frozen=True, eq=False)
class Redundant:
    """A workload that runs components of Airflow, never in fewer than two replicas.

    Attributes:
        components: In alphabetical order.
    """

    workload: Workload
    components: tuple[Component, ...]
    replicas: Replicas

    @property
    def number(self) -> int:
        """The fewest replicas."""
        return self.replicas.minimum

    @property
    def all_replicas(self) -> str:
        return "both replicas" if self.number == SEVERAL else f"all {self.number} replicas"

    @property
    def names(self) -> str:
        """The components as a sentence names them."""
        return " and ".join(self.components)


NOT_REDUNDANT = "no component of Airflow runs several replicas"
"""Why a rule about them is skipped."""


def redundant(rendering: Rendering) -> tuple[Redundant, ...]:
    """Those of a rendering, in its order."""
    running = rendering.airflow.running(*PARTS)
    found = []
    for workload in dict.fromkeys(each.workload for each in running):
        size = rendering.replicas(workload)
        if size and size.minimum >= SEVERAL:
            components = sorted({each.component for each in running if each.workload is workload})
            found.append(Redundant(workload, tuple(components), size))
    return tuple(found)
