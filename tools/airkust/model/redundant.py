"""Which parts of Airflow run in several replicas, so that one may be lost?"""

from dataclasses import dataclass

from airkust.model.commands import CORE, Component
from airkust.model.pooler import poolers
from airkust.model.rendering import Rendering
from airkust.model.replicas import Replicas
from airkust.model.workload import Workload

SEVERAL = 2

PARTS = (*CORE, Component.WEBSERVER)


@dataclass(frozen=True, eq=False)
class Redundant:
    """A workload that runs components of Airflow, or its PgBouncer, never in fewer than two replicas.

    Attributes:
        components: In alphabetical order.
    """

    workload: Workload
    components: tuple[str, ...]
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
    components: dict[Workload, set[str]] = {}
    for found in rendering.airflow.running(*PARTS):
        components.setdefault(found.workload, set()).add(found.component)
    for pooler in poolers(rendering):
        components.setdefault(pooler.workload, {"pooler"})
    return tuple(
        Redundant(workload, tuple(sorted(components[workload])), size)
        for workload in rendering.workloads
        if workload in components
        and (size := rendering.replicas(workload)) is not None
        and size.minimum >= SEVERAL
    )
